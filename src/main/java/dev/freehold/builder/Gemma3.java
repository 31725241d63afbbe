package dev.freehold.builder;

import java.util.Optional;

/** Gemma 2 with normalised queries and keys, and layers with a window that turn them faster (arXiv 2503.19786). */
final class Gemma3 extends Gemma2 {
    private static final int USUAL_PATTERN = 6;

    Gemma3(ModelConfig config) {
        super(config);
    }

    @Override
    boolean normsQueriesAndKeys() {
        return true;
    }

    @Override
    boolean isSliding(int layer) {
        int pattern = config().positive(
                        "sliding_window_pattern", config().positive("_sliding_window_pattern", USUAL_PATTERN));
        return isListedAsSliding(layer).orElse((layer + 1) % pattern != 0);
    }

    @Override
    Optional<Rotation> rotation(int layer) {
        return Optional.of(
                isSliding(layer)
                        ? RotationReader.read(
                                config(),
                                headSize(),
                                "sliding_attention",
                                config().number("rope_local_base_freq", 10_000),
                                false)
                        : RotationReader.read(
                                config(), headSize(), "full_attention", config().number("rope_theta", 1e6), true));
    }

    @Override
    public int context() {
        return config().positive("max_position_embeddings", 131_072);
    }
}
