package dev.freehold.builder;

/** Llama with a factor in four places; all but one are multiplied into the weights when the model is built. */
final class Granite extends Llama {
    Granite(ModelConfig config) {
        super(config);
    }

    @Override
    double embeddingFactor() {
        return config().number("embedding_multiplier", 1);
    }

    @Override
    double outputFactor() {
        return config().number("residual_multiplier", 1);
    }

    @Override
    double logitFactor() {
        return 1 / config().number("logits_scaling", 1);
    }

    @Override
    double attentionScale() {
        return config().number("attention_multiplier", 1);
    }
}
