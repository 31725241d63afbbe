package dev.freehold.tlog;

import java.util.ArrayList;
import java.util.List;

/** The right edge of a growing tree: the roots of its full subtrees, largest first, which is all that its root needs. */
public final class CompactRange {
    private final List<Hash> subtrees = new ArrayList<>();
    private long size;

    public void append(Hash leaf) {
        Hash merged = leaf;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            merged = Hash.ofNode(subtrees.removeLast(), merged);
        }
        subtrees.add(merged);
        size++;
    }

    public long size() {
        return size;
    }

    public Hash root() {
        if (subtrees.isEmpty()) {
            return Hash.EMPTY;
        }
        Hash root = subtrees.getLast();
        for (Hash left : subtrees.reversed().subList(1, subtrees.size())) {
            root = Hash.ofNode(left, root);
        }
        return root;
    }
}
