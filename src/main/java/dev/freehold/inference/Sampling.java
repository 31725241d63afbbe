package dev.freehold.inference;

import java.util.Map;

/**
 * Which of the likely tokens to take. Penalties and bias come first, then temperature, top-k, top-p and min-p in this order.
 *
 * @param temperature 0 is greedy; otherwise logits are divided by it
 * @param topK sample among this many likeliest tokens; 0 means all
 * @param topP sample among the likeliest tokens that together reach this probability, in (0, 1]
 * @param minP leave out what is less likely than this share of the likeliest token's probability, in [0, 1]
 * @param repetitionPenalty for each token that prompt or output hold: its logit is divided by it when positive, multiplied when
 *     negative; 1 is none
 * @param frequencyPenalty taken from a token's logit once for each time it was generated
 * @param presencePenalty taken from a token's logit when it was generated at all
 * @param logitBias added to the logits of these token ids
 */
public record Sampling(
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        double frequencyPenalty,
        double presencePenalty,
        Map<Integer, Double> logitBias) {
    public Sampling {
        logitBias = Map.copyOf(logitBias);
        boolean holds = temperature >= 0
                && topK >= 0
                && topP > 0
                && topP <= 1
                && minP >= 0
                && minP <= 1
                && repetitionPenalty > 0
                && Double.isFinite(frequencyPenalty + presencePenalty);
        if (!holds) {
            throw new IllegalArgumentException("settings out of range");
        }
    }
}
