package dev.freehold.builder;

import static dev.freehold.builder.Operator.standard;

import dev.freehold.builder.DecoderLayout.EmbeddingType;

/** Takes rows out of tables of weights. */
record LookUp(GraphBuilder graph, TensorStore store, EmbeddingType type) {

    String apply(String place, String name, StackedMatrix table, String rows) {
        return switch (type) {
            case FP32 -> graph.add(place + "/Gather", standard("Gather"), store.floats(name, table), rows);
            case FP16 ->
                graph.add(
                        place + "/Cast",
                        standard("Cast").with("to", ElementType.FLOAT.number()),
                        graph.add(place + "/Gather", standard("Gather"), store.halves(name, table), rows));
        };
    }
}
