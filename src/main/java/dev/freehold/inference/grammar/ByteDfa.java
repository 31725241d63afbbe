package dev.freehold.inference.grammar;

import java.util.Arrays;
import java.util.BitSet;

/** A set of byte strings, laid out for speed: bytes that never differ share a column. */
final class ByteDfa {
    static final int DEAD = -1;
    private static final int BYTES = 256;

    private final byte[] columns = new byte[BYTES];
    private final int width;
    private final short[] targets;
    private final BitSet ends = new BitSet();

    private ByteDfa(Dfa dfa) {
        short[][] rows = rows(dfa);
        int[] firsts = new int[BYTES];
        int count = 0;
        for (int value = 0; value < BYTES; value++) {
            int column = 0;
            while (column < count && !isSame(rows, firsts[column], value)) {
                column++;
            }
            if (column == count) {
                firsts[count++] = value;
            }
            columns[value] = (byte) column;
        }
        width = count;
        targets = new short[rows.length * width];
        for (int state = 0; state < rows.length; state++) {
            ends.set(state, dfa.isEnd(state));
            for (int column = 0; column < width; column++) {
                targets[state * width + column] = rows[state][firsts[column]];
            }
        }
    }

    /** The automaton MUST be one over bytes. */
    static ByteDfa of(Dfa dfa) {
        if (dfa.states() > Short.MAX_VALUE) {
            throw new Refusal("is too complex");
        }
        return new ByteDfa(dfa);
    }

    private static short[][] rows(Dfa dfa) {
        short[][] rows = new short[dfa.states()][BYTES];
        for (int state = 0; state < rows.length; state++) {
            Arrays.fill(rows[state], (short) DEAD);
            int[] edges = dfa.edges(state);
            for (int i = 0; i < edges.length; i += 3) {
                Arrays.fill(rows[state], edges[i], edges[i + 1] + 1, (short) edges[i + 2]);
            }
        }
        return rows;
    }

    private static boolean isSame(short[][] rows, int one, int other) {
        for (short[] row : rows) {
            if (row[one] != row[other]) {
                return false;
            }
        }
        return true;
    }

    int next(int state, int value) {
        return targets[state * width + (columns[value] & 0xFF)];
    }

    boolean isEnd(int state) {
        return ends.get(state);
    }

    boolean hasEdges(int state) {
        for (int column = 0; column < width; column++) {
            if (targets[state * width + column] != DEAD) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return ends.isEmpty();
    }

    /** Of the bytes in this column nobody can tell them apart here. */
    int column(int value) {
        return columns[value] & 0xFF;
    }

    long bytes() {
        return BYTES + 2L * targets.length;
    }
}
