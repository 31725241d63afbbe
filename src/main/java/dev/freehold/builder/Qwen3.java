package dev.freehold.builder;

/** Qwen 2 without its biases, and with normalised queries and keys (arXiv 2505.09388). */
final class Qwen3 extends Qwen2 {
    Qwen3(ModelConfig config) {
        super(config);
    }

    @Override
    boolean hasInputBias() {
        return config().flag("attention_bias", false);
    }

    @Override
    boolean hasOutputBias() {
        return hasInputBias();
    }

    @Override
    boolean normsQueriesAndKeys() {
        return true;
    }
}
