package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest;
import dev.freehold.gateway.GenerationRequest.Input;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The fields that chat and text completions have in common. */
final class SamplingFields {
    private static final int MAX_STOPS = 4;
    private static final int MAX_STOP_CHARACTERS = 256;

    private SamplingFields() {}

    static GenerationRequest request(JsonFields fields, String model, Input input, OptionalInt maxTokens) {
        if (fields.integer("n", 1, 128).orElse(1) != 1) {
            throw Fault.invalid("n", "'n' must be 1: one answer a request is supported.");
        }
        return new GenerationRequest(
                model,
                input,
                maxTokens,
                fields.number("temperature", 0, 2),
                fields.integer("top_k", 0, 1_000_000),
                topP(fields),
                fields.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                stop(fields));
    }

    /** Zero is allowed by the protocol and means the likeliest token only. */
    private static OptionalDouble topP(JsonFields fields) {
        OptionalDouble topP = fields.number("top_p", 0, 1);
        return topP.isPresent() ? OptionalDouble.of(Math.max(topP.getAsDouble(), Double.MIN_NORMAL)) : topP;
    }

    private static List<String> stop(JsonFields fields) {
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
