package dev.freehold.audit.index;

/** The log in blocks of neighbouring entries: what is counted for a block need not be looked at entry by entry. */
final class Blocks {
    static final int SIZE = 1024;

    private Blocks() {}

    static long of(long index) {
        return index / SIZE;
    }

    static long first(long block) {
        return block * SIZE;
    }
}
