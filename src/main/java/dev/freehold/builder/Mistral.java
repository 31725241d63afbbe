package dev.freehold.builder;

import java.util.Optional;

/** Llama with a window, in every layer or, as Ministral has it, in those that the configuration lists (arXiv 2310.06825). */
final class Mistral extends Llama {
    Mistral(ModelConfig config) {
        super(config);
    }

    @Override
    Optional<Integer> window(int layer) {
        return windowWhere(isListedAsSliding(layer).orElse(true));
    }
}
