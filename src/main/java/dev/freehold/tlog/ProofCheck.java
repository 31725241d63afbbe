package dev.freehold.tlog;

import java.util.ArrayList;
import java.util.List;

/** Checks proofs as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say; what is not proved is not there. */
public final class ProofCheck {
    private ProofCheck() {}

    /** Is {@code leaf} number {@code index} in the tree of {@code size} leaves with this root? */
    public static boolean includes(Hash root, long size, long index, Hash leaf, List<Hash> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        Walk walk = new Walk(index, size - 1);
        Hash hash = leaf;
        for (Hash sibling : proof) {
            if (walk.isAtRoot()) {
                return false;
            }
            hash = walk.stepsLeft() ? Hash.ofNode(sibling, hash) : Hash.ofNode(hash, sibling);
        }
        return walk.isAtRoot() && hash.equals(root);
    }

    /** Does the tree of {@code newer} leaves begin with the tree of {@code older} leaves? */
    public static boolean extendsTree(Hash olderRoot, long older, Hash newerRoot, long newer, List<Hash> proof) {
        if (older < 0 || older > newer) {
            return false;
        }
        if (older == 0) {
            return proof.isEmpty() && olderRoot.equals(Hash.EMPTY);
        }
        if (older == newer) {
            return proof.isEmpty() && olderRoot.equals(newerRoot);
        }
        List<Hash> path = new ArrayList<>(proof);
        if (Long.bitCount(older) == 1) {
            path.addFirst(olderRoot);
        }
        return !path.isEmpty() && rises(olderRoot, newerRoot, new Walk(older - 1, newer - 1).fromFullSubtree(), path);
    }

    private static boolean rises(Hash olderRoot, Hash newerRoot, Walk walk, List<Hash> path) {
        Hash olderHash = path.getFirst();
        Hash newerHash = path.getFirst();
        for (Hash sibling : path.subList(1, path.size())) {
            if (walk.isAtRoot()) {
                return false;
            }
            if (walk.stepsLeft()) {
                olderHash = Hash.ofNode(sibling, olderHash);
                newerHash = Hash.ofNode(sibling, newerHash);
            } else {
                newerHash = Hash.ofNode(newerHash, sibling);
            }
        }
        return walk.isAtRoot() && olderHash.equals(olderRoot) && newerHash.equals(newerRoot);
    }

    /** The way from a leaf to the root, beside that of the last leaf. */
    private static final class Walk {
        private long node;
        private long last;

        Walk(long node, long last) {
            this.node = node;
            this.last = last;
        }

        boolean isAtRoot() {
            return last == 0;
        }

        /** Starts at the largest full subtree that ends with the node. */
        Walk fromFullSubtree() {
            while ((node & 1) == 1) {
                rise();
            }
            return this;
        }

        /** Goes up one step; is the sibling on the left? */
        boolean stepsLeft() {
            boolean isLeft = (node & 1) == 1 || node == last;
            if (isLeft) {
                while ((node & 1) == 0 && node != 0) {
                    rise();
                }
            }
            rise();
            return isLeft;
        }

        private void rise() {
            node >>= 1;
            last >>= 1;
        }
    }
}
