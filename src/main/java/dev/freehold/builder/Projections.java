package dev.freehold.builder;

import static dev.freehold.builder.Operator.contributed;
import static dev.freehold.builder.Operator.standard;

import java.util.List;

/** Multiplies by a matrix of weights, in the model's precision. */
final class Projections {
    private static final int INT8_ACTIVATIONS = 4;

    private final GraphBuilder graph;
    private final TensorStore store;
    private final Precision precision;

    Projections(GraphBuilder graph, TensorStore store, Precision precision) {
        this.graph = graph;
        this.store = store;
        this.precision = precision;
    }

    String apply(String name, StackedMatrix matrix, String input) {
        String output = name + "/output_0";
        applyInto(name, matrix, input, output);
        return output;
    }

    void applyInto(String name, StackedMatrix matrix, String input, String output) {
        switch (precision) {
            case Precision.Float32() -> multiply(name, store.floats(name + ".weight", matrix), input, output);
            case Precision.Float16() -> {
                Operator widen = standard("Cast").with("to", ElementType.FLOAT.number());
                String weights = graph.add(name + "/Cast", widen, store.halves(name + ".weight", matrix));
                multiply(name, weights, input, output);
            }
            case Precision.Blockwise blockwise -> multiply(name, matrix, blockwise, input, output);
        }
    }

    /** The weights stay {@code [out, in]} as they are published. */
    private void multiply(String name, String weights, String input, String output) {
        graph.add(name, contributed("FusedMatMul").with("transB", 1), List.of(input, weights), List.of(output));
    }

    private void multiply(
            String name, StackedMatrix matrix, Precision.Blockwise blockwise, String input, String output) {
        Operator operator = contributed("MatMulNBits")
                .with("K", matrix.columns())
                .with("N", matrix.rows())
                .with("bits", blockwise.bits())
                .with("block_size", blockwise.block())
                .with("accuracy_level", INT8_ACTIVATIONS);
        String weights = store.quantised(name + ".weight_Q" + blockwise.bits(), matrix, blockwise);
        graph.add(name, operator, List.of(input, weights, TensorStore.scalesOf(weights)), List.of(output));
    }
}
