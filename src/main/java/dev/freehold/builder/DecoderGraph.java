package dev.freehold.builder;

import static dev.freehold.builder.Operator.standard;

import dev.freehold.builder.Norms.Residual;
import dev.freehold.builder.checkpoint.Weights;
import java.util.List;

/**
 * A decoder in the layout that the model builder of onnxruntime-genai writes for CPUs: tokens and an attention
 * mask in, logits out; keys and values of layer N come as {@code past_key_values.N.*} and leave as {@code present.N.*}.
 */
final class DecoderGraph {
    private final Llama model;
    private final DecoderLayout layout;
    private final Weights weights;
    private final GraphBuilder graph;
    private final TensorStore store;
    private final Projections projections;
    private final Norms norms;

    DecoderGraph(String name, Llama model, DecoderLayout layout, Weights weights, ExternalData data) {
        this.model = model;
        this.layout = layout;
        this.weights = weights;
        this.graph = new GraphBuilder(name);
        this.store = new TensorStore(graph, data);
        this.projections = new Projections(graph, store, layout.precision());
        this.norms = new Norms(model, weights, graph, store);
    }

    /** The ONNX file; the weights are planned, and written by their external data. */
    byte[] build() {
        String ids = graph.input("input_ids", ElementType.INT64, "batch_size", "sequence_length");
        Attention attention = new Attention(model, weights, graph, store, projections, norms);
        FeedForward feedForward = new FeedForward(model, weights, graph, store, projections);
        Residual stream = norms.first(inputNorm(0), embed(ids));
        for (int layer = 0; layer < model.layers(); layer++) {
            String attended = attention.apply(layer, stream.normed());
            attended = normed(layer, "post_attention_layernorm.weight", attended);
            stream = norms.add(stream, attended, model.feedForwardNorm(layer), 1);
            String fed = feedForward.apply(layer, stream.normed());
            fed = normed(layer, "post_feedforward_layernorm.weight", fed);
            boolean isLast = layer + 1 == model.layers();
            stream = isLast
                    ? norms.add(stream, fed, model.finalNorm(), model.logitFactor())
                    : norms.add(stream, fed, inputNorm(layer + 1), 1);
        }
        head(wanted(stream.normed()));
        return graph.build();
    }

    private String inputNorm(int layer) {
        return model.ofLayer(layer, "input_layernorm.weight");
    }

    private String normed(int layer, String tensor, String output) {
        return model.normsOutputs() ? norms.apply(model.ofLayer(layer, tensor), model.width(), output) : output;
    }

    private String embed(String ids) {
        StackedMatrix table = new StackedMatrix(
                weights,
                model.width(),
                model.embeddingFactor(),
                List.of(new StackedMatrix.Part(model.embedding(), model.vocabulary())));
        return new LookUp(graph, store, layout.embedding()).apply("/model/embed_tokens", model.embedding(), table, ids);
    }

    /** Cuts off the positions that get no logits, so that the head, the largest matrix, is not applied to them. */
    private String wanted(String states) {
        return switch (layout.logits()) {
            case ALL -> states;
            case LAST ->
                graph.add(
                        "/lm_head/Gather",
                        standard("Gather").with("axis", 1),
                        states,
                        graph.vector("/constants/last", -1));
            case KEEP -> {
                String keep = graph.input("num_logits_to_keep", ElementType.INT64);
                String start = graph.add(
                        "/lm_head/Unsqueeze",
                        standard("Unsqueeze"),
                        graph.add("/lm_head/Neg", standard("Neg"), keep),
                        graph.vector("/constants/axis_0", 0));
                yield graph.add(
                        "/lm_head/Slice",
                        standard("Slice"),
                        states,
                        start,
                        graph.vector("/constants/end", Long.MAX_VALUE),
                        graph.vector("/constants/axis_1", 1));
            }
        };
    }

    private void head(String states) {
        Object positions = layout.logits() == DecoderLayout.LogitsScope.LAST ? 1 : "logits_length";
        graph.output("logits", ElementType.FLOAT, "batch_size", positions, model.vocabulary());
        StackedMatrix matrix = new StackedMatrix(
                weights, model.width(), List.of(new StackedMatrix.Part(model.head(), model.vocabulary())));
        if (model.logitCap().isEmpty()) {
            projections.applyInto("/lm_head/MatMul", matrix, states, "logits");
            return;
        }
        float cap = model.logitCap().orElseThrow().floatValue();
        String bound = graph.scalar("/constants/logit_cap", cap);
        String raw = projections.apply("/lm_head/MatMul", matrix, states);
        String bent =
                graph.add("/lm_head/Tanh", standard("Tanh"), graph.add("/lm_head/Div", standard("Div"), raw, bound));
        graph.add("/lm_head/Mul", standard("Mul"), List.of(bent, bound), List.of("logits"));
    }
}
