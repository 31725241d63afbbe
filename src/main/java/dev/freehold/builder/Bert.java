package dev.freehold.builder;

import dev.freehold.builder.checkpoint.Unbuildable;
import dev.freehold.builder.checkpoint.Weights;
import java.util.Optional;

/**
 * An encoder as BERT has it (arXiv 1810.04805): learned positions, every token attends to every other, norms after each part.
 * What another architecture does differently it overrides.
 */
class Bert implements Architecture {
    private final ModelConfig config;

    Bert(ModelConfig config) {
        this.config = config;
        if (width() % heads() != 0) {
            throw new Unbuildable("config.json: %d heads do not divide %d numbers".formatted(heads(), width()));
        }
    }

    final ModelConfig config() {
        return config;
    }

    int layers() {
        return config.positive("num_hidden_layers");
    }

    int width() {
        return config.positive("hidden_size");
    }

    int heads() {
        return config.positive("num_attention_heads");
    }

    int hidden() {
        return config.positive("intermediate_size");
    }

    final int vocabulary() {
        return config.positive("vocab_size");
    }

    double epsilon() {
        return config.number("layer_norm_eps", 1e-12);
    }

    Activation activation() {
        return Activation.named(config.text("hidden_act", "gelu"));
    }

    /** Rows of the table of positions. */
    final int positions() {
        return config.positive("max_position_embeddings");
    }

    /** The row of the first token. */
    int firstPosition() {
        return 0;
    }

    @Override
    public final int context() {
        return positions() - firstPosition();
    }

    /** Kinds of segments of a text, of which each has an embedding. */
    int segments() {
        return config.positive("type_vocab_size", 2);
    }

    /** How checkpoints with a head call what is below it. */
    String name() {
        return "bert";
    }

    final String place(String rest) {
        return task() == Task.READ ? rest : name() + "." + rest;
    }

    /** What a layer's tensors are called, without {@code .weight} and {@code .bias}. */
    record LayerNames(
            String query,
            String key,
            String value,
            String mixed,
            String attentionNorm,
            String widen,
            String narrow,
            String outputNorm) {}

    LayerNames names(int layer) {
        String place = place("encoder.layer." + layer + ".");
        return new LayerNames(
                place + "attention.self.query",
                place + "attention.self.key",
                place + "attention.self.value",
                place + "attention.output.dense",
                place + "attention.output.LayerNorm",
                place + "intermediate.dense",
                place + "output.dense",
                place + "output.LayerNorm");
    }

    /** Biases of scores by distance, {@code [32, heads]}; nothing when there are none. */
    Optional<String> distances() {
        return Optional.empty();
    }

    /** What the model is for. */
    enum Task {
        READ,
        CLASSIFY,
        CLASSIFY_TOKENS
    }

    final Task task() {
        String architecture = config.architecture();
        if (architecture.endsWith("ForSequenceClassification")) {
            return Task.CLASSIFY;
        }
        return architecture.endsWith("ForTokenClassification") ? Task.CLASSIFY_TOKENS : Task.READ;
    }

    /** Two matrices between the first token and the classes. */
    record Head(String first, String operator, String last) {}

    Head head() {
        return new Head("bert.pooler.dense", "Tanh", "classifier");
    }

    final int classes() {
        int named = config.root().path("id2label").size();
        return named > 0 ? named : config.positive("num_labels", 2);
    }

    @Override
    public final byte[] graph(String name, DecoderLayout layout, Weights weights, ExternalData data) {
        return new EncoderGraph(name, this, layout, weights, data).build();
    }

    /** What was for training only, and what turns the first token into something that nobody asks for. */
    @Override
    public final boolean isNeedless(String tensor) {
        return tensor.endsWith("position_ids")
                || tensor.startsWith("cls.")
                || tensor.startsWith("lm_head.")
                || (tensor.contains("pooler.") && !tensor.equals(head().first()));
    }

    @Override
    public final boolean writes() {
        return false;
    }
}
