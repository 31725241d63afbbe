package dev.freehold.builder;

import dev.freehold.builder.StackedMatrix.Part;
import dev.freehold.builder.checkpoint.Unbuildable;
import dev.freehold.builder.checkpoint.Weights;
import java.util.List;
import java.util.Optional;

/**
 * A decoder as Llama has it (arXiv 2302.13971): RMS norms before each part, rotated queries and keys, keys and values that
 * query heads share, a gated feed-forward part. What another architecture does differently it overrides.
 */
class Llama implements Architecture {
    private final ModelConfig config;
    private final int layers;
    private final int width;
    private final int heads;
    private final int sharedHeads;
    private final int headSize;
    private final int hidden;
    private final int vocabulary;
    private final double epsilon;

    Llama(ModelConfig config) {
        this.config = config;
        this.layers = config.positive("num_hidden_layers");
        this.width = config.positive("hidden_size");
        this.heads = config.positive("num_attention_heads");
        this.sharedHeads = config.positive("num_key_value_heads", heads);
        this.headSize = config.positive("head_dim", Math.max(1, width / heads));
        this.hidden = config.positive("intermediate_size");
        this.vocabulary = config.positive("vocab_size");
        this.epsilon = config.number("rms_norm_eps", 1e-6);
        if (heads % sharedHeads != 0) {
            throw new Unbuildable(
                    "config.json: num_attention_heads is %d, which num_key_value_heads, %d, does not divide"
                            .formatted(heads, sharedHeads));
        }
    }

    ModelConfig config() {
        return config;
    }

    int layers() {
        return layers;
    }

    /** Numbers that stand for one token between the layers. */
    int width() {
        return width;
    }

    int heads() {
        return heads;
    }

    /** Heads of keys and of values. */
    int sharedHeads() {
        return sharedHeads;
    }

    int headSize() {
        return headSize;
    }

    /** Numbers inside the feed-forward part. */
    int hidden() {
        return hidden;
    }

    int vocabulary() {
        return vocabulary;
    }

    double epsilon() {
        return epsilon;
    }

    int queryWidth() {
        return heads * headSize;
    }

    int keyWidth() {
        return sharedHeads * headSize;
    }

    @Override
    public int context() {
        return RotationReader.isLongRope(config)
                ? RotationReader.trained(config)
                : config.positive("max_position_embeddings");
    }

    /** Nothing for a layer that does not know the positions of its tokens. */
    Optional<Rotation> rotation(int layer) {
        int turned = (int) (headSize * partlyRotated());
        if (turned % 16 != 0) {
            throw new Unbuildable(
                    "config.json: %d numbers of a head are turned; the attention kernel wants a multiple of 16"
                            .formatted(turned));
        }
        return Optional.of(RotationReader.read(config, turned));
    }

    private double partlyRotated() {
        double share = RotationReader.parameters(config)
                .number("partial_rotary_factor", config.number("partial_rotary_factor", 1));
        if (!(share > 0 && share <= 1)) {
            throw new Unbuildable(
                    "config.json: partial_rotary_factor is %s, expected more than 0 and at most 1".formatted(share));
        }
        return share;
    }

    /** How many tokens a layer attends to, its own included; nothing for all. */
    Optional<Integer> window(int layer) {
        return Optional.empty();
    }

    double attentionScale() {
        return 1 / Math.sqrt(headSize);
    }

    /** Scores are bent below this by a hyperbolic tangent; nothing when they are not. */
    Optional<Double> attentionCap() {
        return Optional.empty();
    }

    /** The same for logits. */
    Optional<Double> logitCap() {
        return Optional.empty();
    }

    /** Whether each head's queries and keys are normalised before they are turned. */
    boolean normsQueriesAndKeys() {
        return false;
    }

    /** Whether what a part gives is normalised, too, before it is added. */
    boolean normsOutputs() {
        return false;
    }

    boolean hasInputBias() {
        return config.flag("attention_bias", false);
    }

    boolean hasOutputBias() {
        return config.flag("attention_bias", false);
    }

    boolean hasFeedForwardBias() {
        return config.flag("mlp_bias", false);
    }

    /** What the weights of norms are stored without. */
    float normOffset() {
        return 0;
    }

    double embeddingFactor() {
        return 1;
    }

    /** By which what a part gives is multiplied before it is added. */
    double outputFactor() {
        return 1;
    }

    double logitFactor() {
        return 1;
    }

    Activation activation() {
        return Activation.named(config.text("hidden_act", "silu"));
    }

    /** Whether the head's matrix is the embedding's. */
    boolean sharesEmbedding() {
        return config.flag("tie_word_embeddings", false);
    }

    List<Part> queriesKeysValues(int layer) {
        return List.of(
                new Part(ofLayer(layer, "self_attn.q_proj.weight"), queryWidth()),
                new Part(ofLayer(layer, "self_attn.k_proj.weight"), keyWidth()),
                new Part(ofLayer(layer, "self_attn.v_proj.weight"), keyWidth()));
    }

    List<Part> gateAndUp(int layer) {
        return List.of(
                new Part(ofLayer(layer, "mlp.gate_proj.weight"), hidden()),
                new Part(ofLayer(layer, "mlp.up_proj.weight"), hidden()));
    }

    String embedding() {
        return "model.embed_tokens.weight";
    }

    String head() {
        return sharesEmbedding() ? embedding() : "lm_head.weight";
    }

    String finalNorm() {
        return "model.norm.weight";
    }

    /** The norm that the feed-forward part reads. */
    String feedForwardNorm(int layer) {
        return ofLayer(layer, "post_attention_layernorm.weight");
    }

    String ofLayer(int layer, String rest) {
        return "model.layers." + layer + "." + rest;
    }

    /** Tensors of published checkpoints that repeat what the configuration says. */
    @Override
    public boolean isNeedless(String tensor) {
        return tensor.endsWith("rotary_emb.inv_freq") || (sharesEmbedding() && tensor.equals("lm_head.weight"));
    }

    @Override
    public final boolean writes() {
        return true;
    }

    @Override
    public final byte[] graph(String name, DecoderLayout layout, Weights weights, ExternalData data) {
        return new DecoderGraph(name, this, layout, weights, data).build();
    }

    /** Nothing unless this layer looks through the window that the configuration says. */
    final Optional<Integer> windowWhere(boolean isWindowed) {
        return isWindowed && config.has("sliding_window")
                ? Optional.of(config.positive("sliding_window"))
                : Optional.empty();
    }

    /** What {@code layer_types} says; nothing when it does not say. */
    final Optional<Boolean> isListedAsSliding(int layer) {
        return config.ofLayer("layer_types", layer).map(type -> switch (type.asText()) {
            case "sliding_attention" -> true;
            case "full_attention" -> false;
            default ->
                throw new Unbuildable("config.json: layer_types has '%s', expected sliding_attention or full_attention"
                        .formatted(Unbuildable.shown(type.asText())));
        });
    }
}
