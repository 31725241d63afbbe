package dev.freehold.builder;

/** Hears how far the writing of a model has come. */
public interface Progress {
    Progress NONE = (tensor, done, all) -> {};

    /**
     * Called before a tensor is written, and once at the end with an empty name.
     *
     * @param done bytes of weights before it
     * @param all bytes of weights of the model
     */
    void writing(String tensor, long done, long all);
}
