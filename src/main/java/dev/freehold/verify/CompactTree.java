package dev.freehold.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Merkle tree as RFC 6962 has it, of which only the roots of the complete subtrees are kept, the largest on the left. */
final class CompactTree {
    private final Hashes hashes = new Hashes();
    private final byte[] @Nullable [] subtrees = new byte[Long.SIZE][];
    private long size;

    long size() {
        return size;
    }

    void add(byte[] leafHash) {
        addSubtree(0, leafHash);
    }

    /**
     * Appends 2^level leaves by their root.
     *
     * @throws IllegalArgumentException when a subtree of this size cannot stand at the end
     */
    void addSubtree(int level, byte[] root) {
        if (Long.numberOfTrailingZeros(size) < level) {
            throw new IllegalArgumentException("a subtree of level " + level + " does not fit at " + size);
        }
        int at = level;
        byte[] hash = root;
        byte[] left = subtrees[at];
        while (left != null) {
            hash = hashes.node(left, hash);
            subtrees[at++] = null;
            left = subtrees[at];
        }
        subtrees[at] = hash;
        size += 1L << level;
    }

    /** The roots of the complete subtrees, the largest first. */
    List<byte[]> subtrees() {
        return Arrays.stream(subtrees).filter(Objects::nonNull).toList().reversed();
    }

    byte[] root() {
        byte[] root = null;
        for (byte[] left : subtrees) {
            if (left != null) {
                root = root == null ? left : hashes.node(left, root);
            }
        }
        return root == null ? hashes.of(new byte[0]) : root;
    }
}
