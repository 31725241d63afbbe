package dev.freehold.builder;

import java.util.List;

/**
 * How fast pairs of numbers of queries and keys are turned (RoPE, arXiv 2104.09864): pair {@code i} by
 * {@code position * frequency(i)}.
 *
 * @param frequencies radians a position; as many pairs as are turned, which can be fewer than a head has
 * @param magnitude by which what is turned grows, one unless the context was stretched
 */
record Rotation(List<Double> frequencies, double magnitude) {
    Rotation {
        frequencies = List.copyOf(frequencies);
    }
}
