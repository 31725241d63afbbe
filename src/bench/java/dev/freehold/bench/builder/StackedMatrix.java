package dev.freehold.bench.builder;

import java.util.ArrayList;
import java.util.List;

/** Matrices of as many columns on top of one another, which one multiplication applies together. */
final class StackedMatrix {
    private final Weights weights;
    private final int columns;
    private final List<Part> parts = new ArrayList<>();
    private int rows;

    private record Part(String tensor, int firstRow) {}

    StackedMatrix(Weights weights, int columns) {
        this.weights = weights;
        this.columns = columns;
    }

    StackedMatrix with(String tensor, int count) {
        parts.add(new Part(tensor, rows));
        rows += count;
        return this;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    void readRow(int row, float[] target) {
        Part part = parts.getFirst();
        for (Part next : parts) {
            if (next.firstRow() <= row) {
                part = next;
            }
        }
        weights.readRow(part.tensor(), row - part.firstRow(), target);
    }
}
