package dev.freehold.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The end of the log: which index comes next, and the hash of the leaf before it. */
final class Chain {
    static final int HASH_LENGTH = 32;
    static final Chain START = new Chain(0, new byte[HASH_LENGTH]);

    /** RFC 6962 sets leaves apart from inner nodes with it, so the same hash can later stand in a Merkle tree. */
    private static final byte LEAF_PREFIX = 0;

    private final long next;
    private final byte[] previous;

    private Chain(long next, byte[] previous) {
        this.next = next;
        this.previous = previous;
    }

    /** The end of a log that is kept elsewhere. */
    static Chain at(long next, byte[] previous) {
        return new Chain(next, previous);
    }

    byte[] previous() {
        return previous;
    }

    long next() {
        return next;
    }

    Frame frame(byte[] leaf) {
        return new Frame(next, previous, leaf);
    }

    boolean accepts(Frame frame) {
        return frame.index() == next && Arrays.equals(frame.previous(), previous);
    }

    Chain after(Frame frame) {
        return new Chain(frame.index() + 1, leafHash(frame.leaf()));
    }

    static byte[] leafHash(byte[] leaf) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(LEAF_PREFIX);
            return sha256.digest(leaf);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
