package dev.freehold.builder;

import static dev.freehold.builder.Operator.contributed;
import static dev.freehold.builder.Operator.standard;

import dev.freehold.builder.checkpoint.Weights;
import java.util.List;
import java.util.Optional;

/** Attention of every token to every other that is no padding. */
final class EncoderAttention {
    private final Bert model;
    private final GraphBuilder graph;
    private final String mask;
    private final Optional<String> distances;

    EncoderAttention(
            Bert model, Weights weights, GraphBuilder graph, TensorStore store, String mask, TextLength length) {
        this.model = model;
        this.graph = graph;
        this.mask = graph.add("/mask/Cast", standard("Cast").with("to", ElementType.INT32.number()), mask);
        this.distances = model.distances().map(tensor -> distances(tensor, weights, store, length));
    }

    private String distances(String tensor, Weights weights, TensorStore store, TextLength length) {
        int context = model.context();
        String flat = store.floats(tensor, Distances.table(weights, tensor, model.heads(), context));
        String shape = graph.vector("/distances/shape", 1, model.heads(), context, context);
        String all = graph.add("/distances/Reshape", standard("Reshape"), flat, shape);
        return length.slice("/distances/keys", length.slice("/distances/queries", all, 0, 2), 0, 3);
    }

    /** The packed input is queries, keys and values one after the other. */
    String apply(int layer, String packed) {
        String place = "/layers." + layer + "/attention";
        List<String> apart = List.of(place + "/queries", place + "/keys", place + "/values");
        graph.add(place + "/Split", standard("Split").with("axis", -1).with("num_outputs", 3), List.of(packed), apart);
        String mixed = place + "/output_0";
        graph.add(
                place,
                contributed("MultiHeadAttention").with("num_heads", model.heads()),
                List.of(apart.get(0), apart.get(1), apart.get(2), "", mask, distances.orElse("")),
                List.of(mixed));
        return mixed;
    }
}
