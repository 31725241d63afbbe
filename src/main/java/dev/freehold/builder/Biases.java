package dev.freehold.builder;

import static dev.freehold.builder.Operator.standard;

import dev.freehold.builder.StackedMatrix.Part;
import dev.freehold.builder.checkpoint.Weights;
import java.util.List;

/** Adds the biases that belong to matrices, which are named after them. */
record Biases(Weights weights, GraphBuilder graph, TensorStore store) {

    String add(String name, List<Part> matrices, double factor, String input) {
        float[] all = new float[matrices.stream().mapToInt(Part::rows).sum()];
        int filled = 0;
        for (Part matrix : matrices) {
            String tensor = matrix.tensor().replace(".weight", ".bias");
            weights.require(tensor, matrix.rows());
            float[] own = new float[matrix.rows()];
            weights.readRow(tensor, 0, own);
            System.arraycopy(own, 0, all, filled, own.length);
            filled += own.length;
        }
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) (all[i] * factor);
        }
        return graph.add(name, standard("Add"), input, store.vector(name + ".bias", all));
    }
}
