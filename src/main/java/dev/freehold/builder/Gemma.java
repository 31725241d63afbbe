package dev.freehold.builder;

/** Llama with norms stored without their one, a larger embedding that is the head, too, and another gate (arXiv 2403.08295). */
class Gemma extends Llama {
    Gemma(ModelConfig config) {
        super(config);
    }

    @Override
    float normOffset() {
        return 1;
    }

    @Override
    double embeddingFactor() {
        return Math.sqrt(width());
    }

    @Override
    boolean sharesEmbedding() {
        return config().flag("tie_word_embeddings", true);
    }

    /** Configurations of the first Gemma say {@code gelu} where its authors mean the other one. */
    @Override
    Activation activation() {
        return Activation.named(config().text("hidden_activation", "gelu_pytorch_tanh"));
    }
}
