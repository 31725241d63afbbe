package dev.freehold.builder;

/** BERT without segments, under other names (arXiv 1910.01108). */
final class DistilBert extends Bert {
    DistilBert(ModelConfig config) {
        super(config);
    }

    @Override
    int layers() {
        return config().positive("n_layers");
    }

    @Override
    int width() {
        return config().positive("dim");
    }

    @Override
    int heads() {
        return config().positive("n_heads");
    }

    @Override
    int hidden() {
        return config().positive("hidden_dim");
    }

    @Override
    Activation activation() {
        return Activation.named(config().text("activation", "gelu"));
    }

    @Override
    int segments() {
        return 0;
    }

    @Override
    String name() {
        return "distilbert";
    }

    @Override
    LayerNames names(int layer) {
        String place = place("transformer.layer." + layer + ".");
        return new LayerNames(
                place + "attention.q_lin",
                place + "attention.k_lin",
                place + "attention.v_lin",
                place + "attention.out_lin",
                place + "sa_layer_norm",
                place + "ffn.lin1",
                place + "ffn.lin2",
                place + "output_layer_norm");
    }

    @Override
    Head head() {
        return new Head("pre_classifier", "Relu", "classifier");
    }
}
