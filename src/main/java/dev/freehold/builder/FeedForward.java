package dev.freehold.builder;

import static dev.freehold.builder.Operator.standard;

import dev.freehold.builder.StackedMatrix.Part;
import dev.freehold.builder.checkpoint.Weights;
import java.util.List;

/** The gated feed-forward part (SwiGLU and its kin, arXiv 2002.05202). Gate and input are one multiplication. */
final class FeedForward {
    private final Llama model;
    private final Weights weights;
    private final GraphBuilder graph;
    private final Projections projections;
    private final Biases biases;

    FeedForward(Llama model, Weights weights, GraphBuilder graph, TensorStore store, Projections projections) {
        this.model = model;
        this.weights = weights;
        this.graph = graph;
        this.projections = projections;
        this.biases = new Biases(weights, graph, store);
    }

    String apply(int layer, String input) {
        String place = "/model/layers." + layer + "/mlp";
        List<Part> parts = model.gateAndUp(layer);
        String both = projections.apply(
                place + "/gate_up_proj/MatMul", new StackedMatrix(weights, model.width(), parts), input);
        if (model.hasFeedForwardBias()) {
            both = biases.add(place + "/gate_up_proj/Add", parts, 1, both);
        }
        String gate = place + "/Split/output_0";
        String up = place + "/Split/output_1";
        graph.add(
                place + "/Split",
                standard("Split").with("axis", -1).with("num_outputs", 2),
                List.of(both),
                List.of(gate, up));
        String open = model.activation().apply(graph, place + "/act_fn", gate);
        return narrow(layer, place, graph.add(place + "/Mul", standard("Mul"), open, up));
    }

    private String narrow(int layer, String place, String gated) {
        List<Part> parts = List.of(new Part(model.ofLayer(layer, "mlp.down_proj.weight"), model.width()));
        StackedMatrix matrix = new StackedMatrix(weights, model.hidden(), model.outputFactor(), parts);
        String output = projections.apply(place + "/down_proj/MatMul", matrix, gated);
        return model.hasFeedForwardBias()
                ? biases.add(place + "/down_proj/Add", parts, model.outputFactor(), output)
                : output;
    }
}
