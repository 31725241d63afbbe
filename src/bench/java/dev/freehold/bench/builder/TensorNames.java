package dev.freehold.bench.builder;

/** The names that published checkpoints of these architectures use. */
final class TensorNames {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String FINAL_NORM = "model.norm.weight";
    static final String HEAD = "lm_head.weight";

    private TensorNames() {}

    static String ofLayer(int layer, String rest) {
        return "model.layers." + layer + "." + rest;
    }
}
