package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.gateway.GenerationRequest.Wishes;
import dev.freehold.inference.Priority;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The fields that chat and text completions have in common; {@code top_k}, {@code min_p} and {@code repetition_penalty} are vLLM's. */
record GenerationFields(JsonFields fields) {
    private static final String[] COMMON = {
        "model",
        "temperature",
        "top_p",
        "top_k",
        "min_p",
        "repetition_penalty",
        "frequency_penalty",
        "presence_penalty",
        "logit_bias",
        "seed",
        "stop",
        "n",
        "stream",
        "stream_options",
        "service_tier",
        "user",
        "max_tokens",
        "logprobs"
    };
    private static final int MAX_STOPS = 4;
    private static final int MAX_STOP_CHARACTERS = 256;
    private static final int MAX_BIASES = 1024;
    private static final double MAX_BIAS = 100;

    /** Refuses fields that are neither common ones nor these: what is not known cannot be honoured. */
    GenerationFields only(String... own) {
        var _ = fields.only(Stream.of(COMMON, own).flatMap(Stream::of).toArray(String[]::new));
        return this;
    }

    GenerationRequest request(
            String model, List<Input> inputs, boolean echo, OptionalInt maxTokens, OptionalInt topLogprobs) {
        return new GenerationRequest(
                model,
                inputs,
                fields.integer("n", 1, 128).orElse(1),
                echo,
                maxTokens,
                wishes(),
                fields.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                stop(),
                topLogprobs,
                priority(),
                Optional.empty());
    }

    private Wishes wishes() {
        return new Wishes(
                fields.number("temperature", 0, 2),
                topK(),
                topP(),
                fields.number("min_p", 0, 1),
                fields.number("repetition_penalty", 0.01, 10),
                fields.number("frequency_penalty", -2, 2).orElse(0),
                fields.number("presence_penalty", -2, 2).orElse(0),
                logitBias());
    }

    /** Minus one means all, as zero does. */
    private OptionalInt topK() {
        OptionalInt topK = fields.integer("top_k", -1, 1_000_000);
        return topK.isPresent() ? OptionalInt.of(Math.max(topK.getAsInt(), 0)) : topK;
    }

    /** Zero is allowed by the protocol and means the likeliest token only. */
    private OptionalDouble topP() {
        OptionalDouble topP = fields.number("top_p", 0, 1);
        return topP.isPresent() ? OptionalDouble.of(Math.max(topP.getAsDouble(), Double.MIN_NORMAL)) : topP;
    }

    private Map<Integer, Double> logitBias() {
        Map<Integer, Double> biases = new HashMap<>();
        fields.object("logit_bias")
                .ifPresent(ignored -> fields.value("logit_bias")
                        .ifPresent(object -> object.properties()
                                .forEach(entry -> biases.put(token(entry.getKey()), bias(entry.getValue())))));
        if (biases.size() > MAX_BIASES) {
            throw Fault.invalid("logit_bias", "'logit_bias' must not have more than %d tokens.".formatted(MAX_BIASES));
        }
        return biases;
    }

    private static int token(String name) {
        if (!name.matches("\\d{1,9}")) {
            throw Fault.invalid("logit_bias", "The keys of 'logit_bias' must be token ids, whole numbers from 0.");
        }
        return Integer.parseInt(name);
    }

    private static double bias(JsonNode value) {
        if (!value.isNumber() || !(Math.abs(value.doubleValue()) <= MAX_BIAS)) {
            throw Fault.invalid("logit_bias", "The values of 'logit_bias' must be numbers from -100 to 100.");
        }
        return value.doubleValue();
    }

    Priority priority() {
        return fields.text("service_tier").map(GenerationFields::priority).orElse(Priority.NORMAL);
    }

    private static Priority priority(String tier) {
        return switch (tier) {
            case "auto", "default" -> Priority.NORMAL;
            case "priority" -> Priority.HIGH;
            case "flex" -> Priority.LOW;
            default ->
                throw Fault.invalid("service_tier", "'service_tier' must be one of auto, default, flex, priority.");
        };
    }

    /** The tier that an answer names. */
    static String tier(Priority priority) {
        return switch (priority) {
            case LOW -> "flex";
            case NORMAL -> "default";
            case HIGH -> "priority";
        };
    }

    private List<String> stop() {
        List<String> stop = fields.value("stop").stream()
                .flatMap(value -> value.isTextual() ? Stream.of(value.textValue()) : fields.texts("stop").stream())
                .toList();
        if (stop.size() > MAX_STOPS) {
            throw Fault.invalid("stop", "'stop' must not have more than %d strings.".formatted(MAX_STOPS));
        }
        if (stop.stream().anyMatch(text -> text.isEmpty() || text.length() > MAX_STOP_CHARACTERS)) {
            throw Fault.invalid(
                    "stop", "Each string of 'stop' must have 1 to %d characters.".formatted(MAX_STOP_CHARACTERS));
        }
        return stop;
    }
}
