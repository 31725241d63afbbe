package dev.freehold.bench.builder;

/** What can be chosen about a graph apart from its shape. */
public record DecoderLayout(Precision precision, LogitsScope logits, EmbeddingType embedding) {

    /** The positions that get logits. */
    public enum LogitsScope {
        /** The last one of each row. */
        LAST,
        /** All of them. */
        ALL,
        /** As many of the last ones as the input {@code num_logits_to_keep} says; zero is all. */
        KEEP
    }

    /** How the rows of the embedding are stored; the graph computes in single precision in any case. */
    public enum EmbeddingType {
        FP16,
        FP32
    }
}
