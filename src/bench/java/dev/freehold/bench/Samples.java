package dev.freehold.bench;

import java.util.List;
import java.util.stream.IntStream;

/** What was measured, round by round. */
record Samples(List<Double> values) {
    Samples {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = List.copyOf(values);
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Each round against the same round of the other. */
    Samples per(Samples other) {
        return new Samples(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / other.values().get(round))
                .toList());
    }

    Samples times(double factor) {
        return new Samples(values.stream().map(value -> value * factor).toList());
    }
}
