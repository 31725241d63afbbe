package dev.freehold.inference;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Numbers or texts on their way into a graph or out of it.
 *
 * @param data row after row, little-endian, from its position to its limit; BOOL is a byte of 0 or 1, and each text of BYTES comes
 *     after its length in four bytes
 */
public record Tensor(String name, TensorType type, List<Long> shape, ByteBuffer data) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    public long elements() {
        return elements(shape);
    }

    /** How many elements such a shape has, {@link Long#MAX_VALUE} when they are too many to count. */
    public static long elements(List<Long> shape) {
        long elements = 1;
        for (long dimension : shape) {
            if (dimension != 0 && elements > Long.MAX_VALUE / dimension) {
                return Long.MAX_VALUE;
            }
            elements *= dimension;
        }
        return elements;
    }

    /** Says nothing of what is in it. */
    @Override
    public String toString() {
        return "Tensor[%s %s %s]".formatted(name, type, shape);
    }
}
