package dev.freehold.api.anthropic;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.gateway.GenerationRequest.Wishes;
import dev.freehold.inference.Priority;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The body of {@code POST /v1/messages}. */
record MessageRequest(GenerationRequest generation, boolean isStreamed, boolean showsThoughts) {
    private static final int MAX_STOPS = 16;
    private static final int MAX_STOP_CHARACTERS = 256;
    private static final int MAX_USER_CHARACTERS = 256;
    private static final int MAX_TOP_K = 1_000_000;

    static MessageRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        PromptFields.check(
                fields,
                "max_tokens",
                "metadata",
                "service_tier",
                "stop_sequences",
                "stream",
                "temperature",
                ThreadField.NAME,
                "top_k",
                "top_p");
        checkWhatChangesNothing(fields);
        ThreadField.check(fields);
        OptionalInt maxTokens = OptionalInt.of(
                fields.integer("max_tokens", 1, Integer.MAX_VALUE).orElseThrow(() -> fields.missing("max_tokens")));
        Thinking thinking = Thinking.read(fields, maxTokens);
        GenerationRequest generation = new GenerationRequest(
                fields.requiredText("model"),
                List.of(new Input.Chat(Turns.conversation(fields))),
                1,
                false,
                maxTokens,
                wishes(fields),
                OptionalLong.empty(),
                stop(fields),
                OptionalInt.empty(),
                Priority.NORMAL,
                OutputConfig.read(fields));
        return new MessageRequest(generation, fields.flag("stream"), thinking.isShown());
    }

    private static void checkWhatChangesNothing(JsonFields fields) {
        fields.object("metadata")
                .ifPresent(metadata -> metadata.only("user_id")
                        .text("user_id")
                        .filter(user -> user.length() > MAX_USER_CHARACTERS)
                        .ifPresent(tooLong -> {
                            throw Fault.invalid(
                                    "metadata.user_id",
                                    "'metadata.user_id' must have at most %d characters."
                                            .formatted(MAX_USER_CHARACTERS));
                        }));
        fields.text("service_tier")
                .filter(tier -> !tier.equals("auto") && !tier.equals("standard_only"))
                .ifPresent(unknown -> {
                    throw Fault.invalid("service_tier", "'service_tier' must be 'auto' or 'standard_only'.");
                });
    }

    private static Wishes wishes(JsonFields fields) {
        return new Wishes(
                fields.number("temperature", 0, 1),
                fields.integer("top_k", 0, MAX_TOP_K),
                topP(fields),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0,
                0,
                Map.of());
    }

    /** Zero is allowed by the protocol and means the likeliest token only. */
    private static OptionalDouble topP(JsonFields fields) {
        OptionalDouble topP = fields.number("top_p", 0, 1);
        return topP.isPresent() ? OptionalDouble.of(Math.max(topP.getAsDouble(), Double.MIN_NORMAL)) : topP;
    }

    private static List<String> stop(JsonFields fields) {
        List<String> stop = fields.texts("stop_sequences");
        if (stop.size() > MAX_STOPS) {
            throw Fault.invalid(
                    "stop_sequences", "'stop_sequences' must not have more than %d strings.".formatted(MAX_STOPS));
        }
        if (stop.stream().anyMatch(text -> text.isBlank() || text.length() > MAX_STOP_CHARACTERS)) {
            throw Fault.invalid(
                    "stop_sequences",
                    "Each string of 'stop_sequences' must have 1 to %d characters, and not only white space."
                            .formatted(MAX_STOP_CHARACTERS));
        }
        return stop;
    }
}
