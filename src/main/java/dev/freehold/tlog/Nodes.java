package dev.freehold.tlog;

/** Where the hashes of a tree come from. */
@FunctionalInterface
public interface Nodes {

    /** The root of the full subtree of {@code 2^level} leaves that is number {@code index} from the left. */
    Hash at(int level, long index);
}
