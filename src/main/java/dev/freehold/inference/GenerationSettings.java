package dev.freehold.inference;

import dev.freehold.inference.grammar.Grammar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How to continue a prompt.
 *
 * @param maxTokens generate at most this many, 1 or more
 * @param seed the same seed, prompt and settings give the same text
 * @param stop end as soon as the text would contain one of these; the stop text itself is not given out
 * @param topLogprobs when present: say how likely each token was, and this many of the likeliest tokens in its place
 * @param form when present: the form that the answer has, thoughts before it apart
 */
public record GenerationSettings(
        int maxTokens,
        Sampling sampling,
        OptionalLong seed,
        List<String> stop,
        OptionalInt topLogprobs,
        Optional<Grammar> form) {
    /** Alternatives that can be asked for with a token. */
    public static final int MAX_TOP_LOGPROBS = 20;

    public GenerationSettings {
        stop = List.copyOf(stop);
        int top = topLogprobs.orElse(0);
        if (maxTokens < 1 || top < 0 || top > MAX_TOP_LOGPROBS) {
            throw new IllegalArgumentException("settings out of range");
        }
    }

    public static GenerationSettings greedy(int maxTokens) {
        return of(maxTokens).temperature(0).build();
    }

    /** Starts from the model's own distribution, nothing left out and nothing added. */
    public static Builder of(int maxTokens) {
        return new Builder(maxTokens);
    }

    /** Settings that are still being said. */
    public static final class Builder {
        private final int maxTokens;
        private final Map<Integer, Double> logitBias = new HashMap<>();
        private double temperature = 1;
        private int topK;
        private double topP = 1;
        private double minP;
        private double repetitionPenalty = 1;
        private double frequencyPenalty;
        private double presencePenalty;
        private OptionalLong seed = OptionalLong.empty();
        private List<String> stop = List.of();
        private OptionalInt topLogprobs = OptionalInt.empty();
        private Optional<Grammar> form = Optional.empty();

        private Builder(int maxTokens) {
            this.maxTokens = maxTokens;
        }

        public Builder temperature(double value) {
            temperature = value;
            return this;
        }

        public Builder topK(int tokens) {
            topK = tokens;
            return this;
        }

        public Builder topP(double probability) {
            topP = probability;
            return this;
        }

        public Builder minP(double share) {
            minP = share;
            return this;
        }

        public Builder repetitionPenalty(double factor) {
            repetitionPenalty = factor;
            return this;
        }

        public Builder frequencyPenalty(double penalty) {
            frequencyPenalty = penalty;
            return this;
        }

        public Builder presencePenalty(double penalty) {
            presencePenalty = penalty;
            return this;
        }

        public Builder logitBias(int token, double bias) {
            logitBias.put(token, bias);
            return this;
        }

        public Builder seed(long value) {
            seed = OptionalLong.of(value);
            return this;
        }

        public Builder stop(String... texts) {
            stop = List.of(texts);
            return this;
        }

        public Builder topLogprobs(int alternatives) {
            topLogprobs = OptionalInt.of(alternatives);
            return this;
        }

        public Builder form(Grammar grammar) {
            form = Optional.of(grammar);
            return this;
        }

        public GenerationSettings build() {
            Sampling sampling = new Sampling(
                    temperature, topK, topP, minP, repetitionPenalty, frequencyPenalty, presencePenalty, logitBias);
            return new GenerationSettings(maxTokens, sampling, seed, stop, topLogprobs, form);
        }
    }
}
