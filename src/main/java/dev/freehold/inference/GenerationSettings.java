package dev.freehold.inference;

import java.util.List;
import java.util.OptionalLong;

/**
 * How to continue a prompt.
 *
 * @param maxTokens generate at most this many, 1 or more
 * @param temperature 0 is greedy; otherwise logits are divided by it
 * @param topK sample among this many likeliest tokens; 0 means all
 * @param topP sample among the likeliest tokens that together reach this probability, in (0, 1]
 * @param seed the same seed, prompt and settings give the same text
 * @param stop end as soon as the text would contain one of these; the stop text itself is not given out
 */
public record GenerationSettings(
        int maxTokens, double temperature, int topK, double topP, OptionalLong seed, List<String> stop) {
    public GenerationSettings {
        stop = List.copyOf(stop);
        if (maxTokens < 1 || temperature < 0 || topK < 0 || !(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("settings out of range");
        }
    }

    public static GenerationSettings greedy(int maxTokens) {
        return new GenerationSettings(maxTokens, 0, 0, 1, OptionalLong.empty(), List.of());
    }
}
