package dev.freehold.inference.sampling;

import dev.freehold.inference.Sampling;
import java.util.List;
import java.util.stream.IntStream;

/** The rules of sampling the slow way: sort everything, then leave out from the end. */
final class ExactDistribution {
    private ExactDistribution() {}

    static double[] of(Sampling sampling, float[] logits) {
        List<Integer> order = IntStream.range(0, logits.length)
                .boxed()
                .sorted((a, b) -> logits[a] == logits[b] ? a - b : Float.compare(logits[b], logits[a]))
                .limit(sampling.topK() == 0 ? logits.length : sampling.topK())
                .toList();
        double[] weights = new double[logits.length];
        double total = 0;
        for (int token : order) {
            weights[token] = Math.exp((logits[token] - logits[order.getFirst()]) / sampling.temperature());
            total += weights[token];
        }
        double before = 0;
        double kept = 0;
        for (int token : order) {
            double weight = weights[token];
            boolean isLeftOut = (sampling.topP() < 1 && before >= total * sampling.topP()) || weight < sampling.minP();
            before += weight;
            weights[token] = isLeftOut ? 0 : weight;
            kept += weights[token];
        }
        for (int token : order) {
            weights[token] /= kept;
        }
        return weights;
    }
}
