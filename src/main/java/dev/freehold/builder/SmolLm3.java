package dev.freehold.builder;

import java.util.Optional;

/** Llama of which every fourth layer, or those that the configuration lists, does not know positions (NoPE, arXiv 2501.18795). */
final class SmolLm3 extends Llama {
    SmolLm3(ModelConfig config) {
        super(config);
    }

    @Override
    Optional<Rotation> rotation(int layer) {
        int interval = config().positive("no_rope_layer_interval", 4);
        boolean isTurned = config().ofLayer("no_rope_layers", layer)
                .map(entry -> entry.asInt() != 0)
                .orElse((layer + 1) % interval != 0);
        return isTurned ? super.rotation(layer) : Optional.empty();
    }

    @Override
    Optional<Integer> window(int layer) {
        return windowWhere(config().flag("use_sliding_window", false)
                && isListedAsSliding(layer).orElse(rotation(layer).isEmpty()));
    }

    @Override
    boolean sharesEmbedding() {
        return config().flag("tie_word_embeddings", true);
    }
}
