package dev.freehold.builder.checkpoint;

/**
 * The weights of a model under the names and in the orientation of its published checkpoint: a linear layer is
 * {@code [out, in]}. They are read row by row, so that no matrix has to fit into memory, and by several threads.
 */
public interface Weights {

    /**
     * Says that a tensor will be read.
     *
     * @throws Unbuildable when there is none of this name and shape; it names the tensor
     */
    void require(String tensor, long... shape);

    /** Fills {@code target} with one row; a vector has row 0 only. */
    void readRow(String tensor, int row, float[] target);
}
