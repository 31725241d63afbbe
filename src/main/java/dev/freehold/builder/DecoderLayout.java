package dev.freehold.builder;

/** What can be chosen about a graph apart from the model. */
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

    /** What Freehold serves best: logits where they are wanted, and an embedding of half the size unless everything is in full. */
    public static DecoderLayout of(Precision precision) {
        return new DecoderLayout(
                precision,
                LogitsScope.LAST,
                precision instanceof Precision.Float32 ? EmbeddingType.FP32 : EmbeddingType.FP16);
    }
}
