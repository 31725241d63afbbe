package dev.freehold.verify;

/**
 * Which calls have ended lately, by a hash of their ids, in bounded memory: the last four million at least. Two of them share a hash
 * with a probability of one in a million.
 */
final class RecentCalls {
    private static final int CAPACITY = 4 << 20;

    private long[] young = new long[1 << 10];
    private long[] old = new long[0];
    private int count;

    void add(String id) {
        if (count >= CAPACITY) {
            old = young;
            young = new long[1 << 10];
            count = 0;
        }
        if (2 * count >= young.length) {
            grow();
        }
        put(young, hash(id));
        count++;
    }

    boolean contains(String id) {
        long hash = hash(id);
        return holds(young, hash) || holds(old, hash);
    }

    private void grow() {
        long[] larger = new long[2 * young.length];
        for (long hash : young) {
            if (hash != 0) {
                put(larger, hash);
            }
        }
        young = larger;
    }

    private static void put(long[] table, long hash) {
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != 0) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = hash;
    }

    private static boolean holds(long[] table, long hash) {
        if (table.length == 0) {
            return false;
        }
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != 0 && table[slot] != hash) {
            slot = (slot + 1) & (table.length - 1);
        }
        return table[slot] == hash;
    }

    /** FNV-1a with a last stir; never 0, which marks a free slot. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 29;
        hash *= 0x9e3779b97f4a7c15L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
