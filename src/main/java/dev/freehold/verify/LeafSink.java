package dev.freehold.verify;

/** Takes the entries of a log in their order. */
interface LeafSink {
    /** Takes the next entry; {@code hash} is its hash in the tree. */
    void leaf(long index, byte[] leaf, byte[] hash);
}
