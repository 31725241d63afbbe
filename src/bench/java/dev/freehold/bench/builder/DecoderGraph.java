package dev.freehold.bench.builder;

import static dev.freehold.bench.builder.Operator.contributed;
import static dev.freehold.bench.builder.Operator.standard;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;

/**
 * A Llama-like decoder in the layout that the model builder of onnxruntime-genai writes for CPUs: tokens and an attention
 * mask in, logits out; keys and values of layer N come as {@code past_key_values.N.*} and leave as {@code present.N.*}.
 */
final class DecoderGraph {
    private final DecoderShape shape;
    private final DecoderLayout layout;
    private final Weights weights;
    private final GraphBuilder graph;
    private final TensorStore store;
    private final Projections projections;

    DecoderGraph(DecoderShape shape, DecoderLayout layout, Weights weights, ExternalData data, Progress progress) {
        this.shape = shape;
        this.layout = layout;
        this.weights = weights;
        this.graph = new GraphBuilder(shape.name());
        this.store = new TensorStore(graph, data, progress);
        this.projections = new Projections(graph, store, layout.precision());
    }

    ModelProto build() {
        String ids = graph.input("input_ids", DataType.INT64, "batch_size", "sequence_length");
        Attention attention = new Attention(shape, weights, graph, store, projections);
        FeedForward feedForward = new FeedForward(shape, weights, graph, projections);
        Residual stream = firstNorm(embed(ids));
        for (int layer = 0; layer < shape.layers(); layer++) {
            String attended = attention.apply(layer, stream.normed());
            stream = addAndNorm(stream, attended, TensorNames.ofLayer(layer, "post_attention_layernorm.weight"));
            String fed = feedForward.apply(layer, stream.normed());
            stream = addAndNorm(stream, fed, normAfter(layer));
        }
        head(wanted(stream.normed()));
        return graph.build();
    }

    /** What flows from layer to layer, and the same normalised for the next to read. */
    private record Residual(String sum, String normed) {}

    private String embed(String ids) {
        StackedMatrix table = new StackedMatrix(weights, shape.width()).with(TensorNames.EMBEDDING, shape.vocabulary());
        return switch (layout.embedding()) {
            case FP32 ->
                graph.add(
                        "/model/embed_tokens/Gather",
                        standard("Gather"),
                        store.floats(TensorNames.EMBEDDING, table),
                        ids);
            case FP16 ->
                graph.add(
                        "/model/embed_tokens/Cast",
                        standard("Cast").with("to", DataType.FLOAT.getNumber()),
                        graph.add(
                                "/model/embed_tokens/Gather",
                                standard("Gather"),
                                store.halves(TensorNames.EMBEDDING, table),
                                ids));
        };
    }

    private String normAfter(int layer) {
        return layer + 1 < shape.layers()
                ? TensorNames.ofLayer(layer + 1, "input_layernorm.weight")
                : TensorNames.FINAL_NORM;
    }

    private Residual firstNorm(String embedded) {
        String scale = TensorNames.ofLayer(0, "input_layernorm.weight");
        Operator norm = standard("SimplifiedLayerNormalization")
                .with("axis", -1)
                .with("epsilon", (float) shape.epsilon())
                .with("stash_type", 1);
        return new Residual(embedded, graph.add(nodeName(scale), norm, embedded, vector(scale)));
    }

    private Residual addAndNorm(Residual before, String added, String scale) {
        String name = nodeName(scale);
        Operator norm = contributed("SkipSimplifiedLayerNormalization").with("epsilon", (float) shape.epsilon());
        Residual after = new Residual(name + "/output_3", name + "/output_0");
        graph.add(
                name, norm, List.of(before.sum(), added, vector(scale)), List.of(after.normed(), "", "", after.sum()));
        return after;
    }

    private static String nodeName(String scale) {
        return "/" + scale.replace(".weight", "").replace('.', '/') + "/LayerNorm";
    }

    private String vector(String tensor) {
        float[] values = new float[shape.width()];
        weights.readRow(tensor, 0, values);
        return store.vector(tensor, values);
    }

    /** Cuts off the positions that get no logits, so that the head, the largest matrix, is not applied to them. */
    private String wanted(String hidden) {
        return switch (layout.logits()) {
            case ALL -> hidden;
            case LAST ->
                graph.add(
                        "/lm_head/Gather",
                        standard("Gather").with("axis", 1),
                        hidden,
                        graph.vector("/constants/last", -1));
            case KEEP -> {
                String keep = graph.input("num_logits_to_keep", DataType.INT64);
                String start = graph.add(
                        "/lm_head/Unsqueeze",
                        standard("Unsqueeze"),
                        graph.add("/lm_head/Neg", standard("Neg"), keep),
                        graph.vector("/constants/axis_0", 0));
                yield graph.add(
                        "/lm_head/Slice",
                        standard("Slice"),
                        hidden,
                        start,
                        graph.vector("/constants/end", Long.MAX_VALUE),
                        graph.vector("/constants/axis_1", 1));
            }
        };
    }

    private void head(String hidden) {
        Object positions = layout.logits() == DecoderLayout.LogitsScope.LAST ? 1 : "logits_length";
        graph.output("logits", DataType.FLOAT, "batch_size", positions, shape.vocabulary());
        StackedMatrix matrix = new StackedMatrix(weights, shape.width()).with(TensorNames.HEAD, shape.vocabulary());
        projections.applyInto("/lm_head/MatMul", matrix, hidden, "logits");
    }
}
