package dev.freehold.bench.builder;

/** Hears how far the writing of a model has come. */
public interface Progress {
    Progress NONE = (tensor, bytes) -> {};

    /** Called before a tensor is written, with the bytes of external data before it. */
    void writing(String tensor, long bytes);
}
