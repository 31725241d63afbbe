package dev.freehold.bench.builder;

/**
 * The weights of a decoder under the names and in the orientation of its published checkpoint: a linear layer is
 * {@code [out, in]}. They are read row by row, so that no matrix has to fit into memory, and by several threads.
 */
public interface Weights {

    /** Fills {@code target} with one row; a vector has row 0 only. */
    void readRow(String tensor, int row, float[] target);
}
