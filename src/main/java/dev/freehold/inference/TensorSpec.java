package dev.freehold.inference;

import java.util.List;

/**
 * A tensor that a graph takes or gives.
 *
 * @param shape -1 for a dimension of any size
 */
public record TensorSpec(String name, TensorType type, List<Long> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }
}
