package dev.freehold.bench.builder;

import static dev.freehold.bench.builder.Operator.standard;

/** The gated feed-forward part (SwiGLU, arXiv 2002.05202). */
final class FeedForward {
    private final DecoderShape shape;
    private final Weights weights;
    private final GraphBuilder graph;
    private final Projections projections;

    FeedForward(DecoderShape shape, Weights weights, GraphBuilder graph, Projections projections) {
        this.shape = shape;
        this.weights = weights;
        this.graph = graph;
        this.projections = projections;
    }

    String apply(int layer, String input) {
        String place = "/model/layers." + layer + "/mlp";
        String gate = widen(layer, place, "gate_proj", input);
        String up = widen(layer, place, "up_proj", input);
        String sigmoid = graph.add(place + "/act_fn/Sigmoid", standard("Sigmoid"), gate);
        String open = graph.add(place + "/act_fn/Mul", standard("Mul"), gate, sigmoid);
        String gated = graph.add(place + "/Mul", standard("Mul"), open, up);
        StackedMatrix down = new StackedMatrix(weights, shape.hidden())
                .with(TensorNames.ofLayer(layer, "mlp.down_proj.weight"), shape.width());
        return projections.apply(place + "/down_proj/MatMul", down, gated);
    }

    private String widen(int layer, String place, String part, String input) {
        StackedMatrix matrix = new StackedMatrix(weights, shape.width())
                .with(TensorNames.ofLayer(layer, "mlp." + part + ".weight"), shape.hidden());
        return projections.apply(place + "/" + part + "/MatMul", matrix, input);
    }
}
