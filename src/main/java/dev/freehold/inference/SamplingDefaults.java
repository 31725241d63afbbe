package dev.freehold.inference;

/**
 * How a model's publisher recommends to sample from it, for requests that do not say. The components mean what they mean in
 * {@link Sampling}.
 */
public record SamplingDefaults(double temperature, int topK, double topP, double minP, double repetitionPenalty) {
    /** For a model whose files recommend nothing: the model's own distribution, as the protocols have it. */
    public static final SamplingDefaults NONE = new SamplingDefaults(1, 0, 1, 0, 1);

    /** Whether all of it is in the range that {@link Sampling} allows. */
    public boolean isUsable() {
        return temperature >= 0
                && topK >= 0
                && topP > 0
                && topP <= 1
                && minP >= 0
                && minP <= 1
                && repetitionPenalty > 0
                && repetitionPenalty < Double.POSITIVE_INFINITY;
    }

    /** The same without drawing. */
    public SamplingDefaults greedy() {
        return new SamplingDefaults(0, 0, 1, 0, repetitionPenalty);
    }
}
