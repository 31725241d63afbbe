package dev.freehold.inference.sampling;

import java.util.Map;

/** What the caller adds to the logits of single tokens. */
final class LogitBias implements LogitFilter {
    private final int[] tokens;
    private final float[] biases;

    LogitBias(Map<Integer, Double> biases) {
        this.tokens = biases.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.biases = new float[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            this.biases[i] = biases.getOrDefault(tokens[i], 0.0).floatValue();
        }
    }

    @Override
    public void apply(float[] logits) {
        for (int i = 0; i < tokens.length; i++) {
            logits[tokens[i]] += biases[i];
        }
    }

    @Override
    public void accept(int token) {}
}
