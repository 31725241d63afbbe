package dev.freehold.verify;

/** Is told, after each entry, how far a verification has come. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (read, all, entries) -> {};

    /** So many bytes of all that there are have been read. */
    void read(long read, long all, long entries);
}
