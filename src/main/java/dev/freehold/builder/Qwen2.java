package dev.freehold.builder;

import java.util.Optional;

/** Llama with biases on queries, keys and values, and a window in the upper layers when it is switched on (arXiv 2407.10671). */
class Qwen2 extends Llama {
    Qwen2(ModelConfig config) {
        super(config);
    }

    @Override
    boolean hasInputBias() {
        return true;
    }

    @Override
    boolean hasOutputBias() {
        return false;
    }

    @Override
    Optional<Integer> window(int layer) {
        if (!config().flag("use_sliding_window", false)) {
            return Optional.empty();
        }
        return windowWhere(
                isListedAsSliding(layer).orElseGet(() -> layer >= config().positive("max_window_layers", layers())));
    }
}
