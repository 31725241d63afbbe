package dev.freehold.inference.decoder;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of prompts that were computed before, so that a prompt with the same beginning need not compute them again.
 * Kept in blocks of tokens; a block is found by its tokens and by the block before it, the first one by its tenant: so only the
 * same tokens after the same tokens of the same tenant are a hit. When the memory is full, the block that was not used for the
 * longest time goes, the end of a text before its beginning.
 */
final class PrefixCache implements AutoCloseable {
    static final int BLOCK = 16;

    private final KeyValueCache rows;
    private final AnonymousMemory memory;
    private final long blockBytes;
    private final Deque<Integer> free = new ArrayDeque<>();
    /** Least recently used first. */
    private final LinkedHashMap<Key, Block> blocks = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Long> tenants = new HashMap<>();
    private long identities;

    /** Takes at most {@code bytes}, and none of it before it is needed. */
    PrefixCache(KeyValueCache rows, long bytes) {
        this.rows = rows;
        this.blockBytes = rows.savedBytes(BLOCK);
        int count = (int) Math.min(Integer.MAX_VALUE, bytes / blockBytes);
        this.memory = AnonymousMemory.reserve(Math.max(1, count) * blockBytes);
        for (int place = count - 1; place >= 0; place--) {
            free.push(place);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never changed after it was made
    private record Key(long before, int[] tokens) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key(long itsBefore, int[] its) && before == itsBefore && Arrays.equals(tokens, its);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(before) + Arrays.hashCode(tokens);
        }
    }

    private record Block(long identity, int place) {}

    /**
     * Copies what is known of a text into a row that holds its first {@code have} tokens.
     *
     * @param limit at most this many tokens of the text
     * @return how many of its tokens the row holds now
     */
    int restore(String tenant, int[] tokens, int have, int limit, int row) {
        List<Key> known = new ArrayList<>();
        long before = tenant(tenant);
        int held = have;
        for (int from = 0; from + BLOCK <= limit; from += BLOCK) {
            Key key = key(before, tokens, from);
            Block block = blocks.get(key);
            if (block == null) {
                break;
            }
            known.add(key);
            before = block.identity();
            if (from + BLOCK > held) {
                rows.restore(place(block), row, from, BLOCK);
                held = from + BLOCK;
            }
        }
        touch(known);
        return held;
    }

    /** Remembers the first {@code count} tokens of a text, which a row holds; whole blocks only, as far as there is room. */
    void save(String tenant, int[] tokens, int count, int row) {
        List<Key> chain = new ArrayList<>();
        long before = tenant(tenant);
        for (int from = 0; from + BLOCK <= count; from += BLOCK) {
            Key key = key(before, tokens, from);
            Block block = blocks.get(key);
            if (block == null) {
                block = add(key, chain);
                if (block == null) {
                    break;
                }
                rows.save(row, from, BLOCK, place(block));
            }
            chain.add(key);
            before = block.identity();
        }
        touch(chain);
    }

    /** Bytes in use. */
    long bytes() {
        return blocks.size() * blockBytes;
    }

    @Override
    public void close() {
        memory.close();
    }

    /** A new block in a free place or in that of the least recently used; none when that is one of the same text. */
    private @Nullable Block add(Key key, List<Key> chain) {
        if (free.isEmpty()) {
            Iterator<Map.Entry<Key, Block>> oldest = blocks.entrySet().iterator();
            if (!oldest.hasNext()) {
                return null;
            }
            Map.Entry<Key, Block> entry = oldest.next();
            if (chain.contains(entry.getKey())) {
                return null;
            }
            free.push(entry.getValue().place());
            oldest.remove();
        }
        Block block = new Block(++identities, free.pop());
        blocks.put(key, block);
        return block;
    }

    /** The beginning counts as used last, so that it outlives what needs it. */
    private void touch(List<Key> chain) {
        chain.reversed().forEach(blocks::get);
    }

    private long tenant(String name) {
        return tenants.computeIfAbsent(name, unknown -> ++identities);
    }

    private static Key key(long before, int[] tokens, int from) {
        return new Key(before, Arrays.copyOfRange(tokens, from, from + BLOCK));
    }

    private MemorySegment place(Block block) {
        return memory.segment().asSlice(block.place() * blockBytes, blockBytes);
    }
}
