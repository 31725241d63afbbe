package dev.freehold.builder;

import static dev.freehold.builder.Operator.contributed;
import static dev.freehold.builder.Operator.standard;

import dev.freehold.builder.checkpoint.Weights;
import java.util.List;

/** Root mean square norms (arXiv 1910.07467). */
final class Norms {
    private final Llama model;
    private final Weights weights;
    private final GraphBuilder graph;
    private final TensorStore store;

    Norms(Llama model, Weights weights, GraphBuilder graph, TensorStore store) {
        this.model = model;
        this.weights = weights;
        this.graph = graph;
        this.store = store;
    }

    /** What flows from layer to layer, and the same normalised for the next part to read. */
    record Residual(String sum, String normed) {}

    /** Over the last axis of the input. */
    String apply(String tensor, int size, String input) {
        return apply(place(tensor), scale(tensor, size, 1), input);
    }

    Residual first(String tensor, String input) {
        return new Residual(input, apply(tensor, model.width(), input));
    }

    /** Adds, and normalises the sum, in one operator. */
    Residual add(Residual before, String added, String tensor, double factor) {
        String name = place(tensor);
        Operator norm = contributed("SkipSimplifiedLayerNormalization").with("epsilon", (float) model.epsilon());
        Residual after = new Residual(name + "/output_3", name + "/output_0");
        graph.add(
                name,
                norm,
                List.of(before.sum(), added, scale(tensor, model.width(), factor)),
                List.of(after.normed(), "", "", after.sum()));
        return after;
    }

    private String apply(String name, String scale, String input) {
        Operator norm = standard("SimplifiedLayerNormalization")
                .with("axis", -1)
                .with("epsilon", (float) model.epsilon())
                .with("stash_type", 1);
        return graph.add(name, norm, input, scale);
    }

    private String scale(String tensor, int size, double factor) {
        weights.require(tensor, size);
        float[] values = new float[size];
        weights.readRow(tensor, 0, values);
        for (int i = 0; i < size; i++) {
            values[i] = (float) ((values[i] + model.normOffset()) * factor);
        }
        return store.vector(tensor, values);
    }

    private static String place(String tensor) {
        return "/" + tensor.replace(".weight", "").replace('.', '/') + "/LayerNorm";
    }
}
