package dev.freehold.tlog;

import java.util.ArrayList;
import java.util.List;

/** Makes the proofs of RFC 6962 section 2.1 from the hashes of a tree. */
public final class Proofs {
    private Proofs() {}

    /** The root of the first {@code size} leaves. */
    public static Hash root(Nodes nodes, long size) {
        return size == 0 ? Hash.EMPTY : subtree(nodes, 0, size);
    }

    /** That the leaf {@code index} is in the tree of {@code size} leaves; from its sibling up to the child of the root. */
    public static List<Hash> inclusion(Nodes nodes, long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("leaf " + index + " is not among " + size);
        }
        List<Hash> proof = new ArrayList<>();
        path(nodes, index, 0, size, proof);
        return proof;
    }

    /** That the tree of {@code newer} leaves begins with that of {@code older}; empty when they are alike or {@code older} is 0. */
    public static List<Hash> consistency(Nodes nodes, long older, long newer) {
        if (older < 0 || older > newer) {
            throw new IllegalArgumentException(older + " leaves are not the beginning of " + newer);
        }
        List<Hash> proof = new ArrayList<>();
        if (older > 0) {
            subproof(nodes, older, 0, newer, true, proof);
        }
        return proof;
    }

    private static void path(Nodes nodes, long index, long from, long to, List<Hash> proof) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            path(nodes, index, from, middle, proof);
            proof.add(subtree(nodes, middle, to));
        } else {
            path(nodes, index, middle, to, proof);
            proof.add(subtree(nodes, from, middle));
        }
    }

    private static void subproof(Nodes nodes, long older, long from, long to, boolean isKnown, List<Hash> proof) {
        if (older == to) {
            if (!isKnown) {
                proof.add(subtree(nodes, from, to));
            }
            return;
        }
        long middle = from + split(to - from);
        if (older <= middle) {
            subproof(nodes, older, from, middle, isKnown, proof);
            proof.add(subtree(nodes, middle, to));
        } else {
            subproof(nodes, older, middle, to, false, proof);
            proof.add(subtree(nodes, from, middle));
        }
    }

    private static Hash subtree(Nodes nodes, long from, long to) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1) {
            return nodes.at(Long.numberOfTrailingZeros(leaves), from / leaves);
        }
        long middle = from + split(leaves);
        return Hash.ofNode(subtree(nodes, from, middle), subtree(nodes, middle, to));
    }

    /** The largest power of two below {@code leaves}. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
