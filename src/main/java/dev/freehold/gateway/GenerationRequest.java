package dev.freehold.gateway;

import dev.freehold.inference.Conversation;
import dev.freehold.inference.Priority;
import dev.freehold.inference.Sampling;
import dev.freehold.inference.SamplingDefaults;
import dev.freehold.inference.grammar.Grammar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a caller asks a generator for, in no protocol's words.
 *
 * @param inputs at least one; each is continued {@code choices} times
 * @param echo whether each text starts with the input that it continues
 * @param maxTokens the most tokens to generate for each text; absent means as many as context and limits allow
 * @param seed of the first text; each further one takes the next number
 * @param topLogprobs when present: say how likely each token was, and this many of the likeliest in its place
 * @param form when present: the form that each text has
 */
public record GenerationRequest(
        String model,
        List<Input> inputs,
        int choices,
        boolean echo,
        OptionalInt maxTokens,
        Wishes wishes,
        OptionalLong seed,
        List<String> stop,
        OptionalInt topLogprobs,
        Priority priority,
        Optional<Grammar> form) {
    public GenerationRequest {
        inputs = List.copyOf(inputs);
        stop = List.copyOf(stop);
    }

    /** One text, and nothing else said. */
    public static GenerationRequest of(String model, Input input, OptionalInt maxTokens, Wishes wishes) {
        return new GenerationRequest(
                model,
                List.of(input),
                1,
                false,
                maxTokens,
                wishes,
                OptionalLong.empty(),
                List.of(),
                OptionalInt.empty(),
                Priority.NORMAL,
                Optional.empty());
    }

    /** The same, and each text has this form. */
    public GenerationRequest inForm(Grammar grammar) {
        return new GenerationRequest(
                model,
                inputs,
                choices,
                echo,
                maxTokens,
                wishes,
                seed,
                stop,
                topLogprobs,
                priority,
                Optional.of(grammar));
    }

    /** How to sample; what is absent is as the model's publisher recommends. */
    public record Wishes(
            OptionalDouble temperature,
            OptionalInt topK,
            OptionalDouble topP,
            OptionalDouble minP,
            OptionalDouble repetitionPenalty,
            double frequencyPenalty,
            double presencePenalty,
            Map<Integer, Double> logitBias) {
        /** Whatever the publisher recommends. */
        public static final Wishes NONE = new Wishes(
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0,
                0,
                Map.of());

        Sampling over(SamplingDefaults recommended) {
            return new Sampling(
                    temperature.orElse(recommended.temperature()),
                    topK.orElse(recommended.topK()),
                    topP.orElse(recommended.topP()),
                    minP.orElse(recommended.minP()),
                    repetitionPenalty.orElse(recommended.repetitionPenalty()),
                    frequencyPenalty,
                    presencePenalty,
                    logitBias);
        }
    }

    /** What there is to continue. */
    public sealed interface Input {
        /** The field's name in the protocols, for error messages. */
        String field();

        /** A conversation, to be rendered with the model's chat template. */
        record Chat(Conversation conversation) implements Input {
            @Override
            public String field() {
                return "messages";
            }
        }

        /** Text as it is. */
        record Text(String text) implements Input {
            @Override
            public String field() {
                return "prompt";
            }

            /** Says the length only: the text is private. */
            @Override
            public String toString() {
                return "Text[" + text.length() + " characters]";
            }
        }

        /** Token ids as they are. */
        record Tokens(List<Integer> ids) implements Input {
            @Override
            public String field() {
                return "prompt";
            }

            /** Says the length only: the tokens are somebody's text. */
            @Override
            public String toString() {
                return "Tokens[" + ids.size() + "]";
            }
        }
    }
}
