package dev.freehold.builder;

import dev.freehold.builder.checkpoint.Weights;
import java.util.List;

/** Matrices of as many columns on top of one another, which one multiplication applies together. */
final class StackedMatrix {
    private final Weights weights;
    private final int columns;
    private final double factor;
    private final List<Part> parts;

    /** A tensor of a checkpoint, {@code [rows, columns]}. */
    record Part(String tensor, int rows) {}

    /** Every weight is multiplied by the factor. */
    StackedMatrix(Weights weights, int columns, double factor, List<Part> parts) {
        this.weights = weights;
        this.columns = columns;
        this.factor = factor;
        this.parts = List.copyOf(parts);
        for (Part part : parts) {
            weights.require(part.tensor(), part.rows(), columns);
        }
    }

    StackedMatrix(Weights weights, int columns, List<Part> parts) {
        this(weights, columns, 1, parts);
    }

    int rows() {
        return parts.stream().mapToInt(Part::rows).sum();
    }

    int columns() {
        return columns;
    }

    void readRow(int row, float[] target) {
        int inPart = row;
        for (Part part : parts) {
            if (inPart < part.rows()) {
                weights.readRow(part.tensor(), inPart, target);
                scale(target);
                return;
            }
            inPart -= part.rows();
        }
        throw new IndexOutOfBoundsException(row);
    }

    private void scale(float[] target) {
        if (factor != 1) {
            for (int i = 0; i < target.length; i++) {
                target[i] = (float) (target[i] * factor);
            }
        }
    }
}
