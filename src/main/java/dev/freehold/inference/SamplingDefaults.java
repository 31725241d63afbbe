package dev.freehold.inference;

/**
 * How a model's publisher recommends to sample from it, for requests that do not say.
 *
 * @param temperature 0 is greedy
 * @param topK 0 means all tokens
 * @param topP in (0, 1]
 */
public record SamplingDefaults(double temperature, int topK, double topP) {
    /** For a model whose files recommend nothing: the model's own distribution, as the protocols have it. */
    public static final SamplingDefaults NONE = new SamplingDefaults(1, 0, 1);

    public static final SamplingDefaults GREEDY = new SamplingDefaults(0, 0, 1);
}
