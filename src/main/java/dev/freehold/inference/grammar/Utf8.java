package dev.freehold.inference.grammar;

import java.nio.charset.StandardCharsets;

/** Cuts ranges of code points into ranges of bytes. */
final class Utf8 {
    private static final int[] LAST_OF_LENGTH = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};
    private static final int BITS = 6;

    private Utf8() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Adds all characters from {@code low} to {@code high} as bytes between two states. */
    static void add(Nfa nfa, int from, int low, int high, int to) {
        int first = low;
        for (int last : LAST_OF_LENGTH) {
            if (first <= Math.min(high, last)) {
                addSameLength(nfa, from, first, Math.min(high, last), to);
                first = last + 1;
            }
        }
    }

    private static void addSameLength(Nfa nfa, int from, int low, int high, int to) {
        for (int bits = BITS; bits < 4 * BITS; bits += BITS) {
            int block = (1 << bits) - 1;
            boolean hasSeveralBlocks = low > 0x7F && (low & ~block) != (high & ~block);
            if (hasSeveralBlocks && (low & block) != 0) {
                addSameLength(nfa, from, low, low | block, to);
                addSameLength(nfa, from, (low | block) + 1, high, to);
                return;
            }
            if (hasSeveralBlocks && (high & block) != block) {
                addSameLength(nfa, from, low, (high & ~block) - 1, to);
                addSameLength(nfa, from, high & ~block, high, to);
                return;
            }
        }
        addBytes(nfa, from, bytes(low), bytes(high), to);
    }

    private static void addBytes(Nfa nfa, int from, byte[] low, byte[] high, int to) {
        int state = from;
        for (int i = 0; i < low.length; i++) {
            int next = i + 1 == low.length ? to : nfa.state();
            nfa.edge(state, low[i] & 0xFF, high[i] & 0xFF, next);
            state = next;
        }
    }

    private static byte[] bytes(int point) {
        return of(Character.toString(point));
    }
}
