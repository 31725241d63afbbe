package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.GenerationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/responses}.
 *
 * @param items all that the answer is made from, those of the response before it first
 * @param store whether the response is to be kept; it is unless said otherwise
 */
record ResponseRequest(
        GenerationRequest generation,
        List<ResponseItem> items,
        ResponseObject.Wish wish,
        boolean store,
        boolean stream,
        boolean obfuscates) {
    private static final String LOGPROBS = "message.output_text.logprobs";

    private static final String[] KNOWN = {
        "model",
        "input",
        "instructions",
        "max_output_tokens",
        "temperature",
        "top_p",
        "top_logprobs",
        "include",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "max_tool_calls",
        "text",
        "reasoning",
        "stream",
        "stream_options",
        "store",
        "previous_response_id",
        "metadata",
        "truncation",
        "service_tier",
        "user",
        "safety_identifier",
        "prompt_cache_key",
        "prompt_cache_retention",
        "prompt_cache_options",
        "background",
        "conversation",
        "prompt",
        "moderation",
        "context_management"
    };

    /**
     * Reads a body.
     *
     * @param before finds the items that the response of an id was made from and of
     */
    static ResponseRequest read(byte[] body, Function<String, List<ResponseItem>> before) {
        JsonFields fields = JsonFields.parse(body).only(KNOWN);
        refuseWhatCannotBeHonoured(fields);
        String model = fields.requiredText("model");
        List<ResponseItem> own = ResponseItems.read(fields);
        Optional<String> previous = fields.text("previous_response_id");
        Stream stream = Stream.read(fields);
        OptionalInt maxTokens = fields.integer("max_output_tokens", 1, Integer.MAX_VALUE);
        ResponseTools tools = ResponseTools.read(fields);
        ResponseReasoning reasoning = ResponseReasoning.read(fields);
        ResponseText text = ResponseText.read(fields);
        ResponseObject.Wish wish = wish(fields, maxTokens, previous, tools, reasoning, text);
        List<ResponseItem> items = new ArrayList<>(previous.map(before).orElse(List.of()));
        int earlier = items.size();
        items.addAll(own);
        Input input = new Input.Chat(new Conversation(
                ResponseConversation.of(wish.instructions(), items, earlier), tools.tools(), reasoning.effort()));
        GenerationRequest generation = new GenerationFields(fields)
                .request(model, List.of(input), false, maxTokens, topLogprobs(fields, wish));
        return new ResponseRequest(
                text.form().map(generation::inForm).orElse(generation),
                items,
                wish,
                fields.value("store").isEmpty() || fields.flag("store"),
                stream.enabled(),
                stream.obfuscates());
    }

    private static void refuseWhatCannotBeHonoured(JsonFields fields) {
        fields.refuse(
                "background", "conversation", "prompt", "moderation", "context_management", "prompt_cache_options");
        new RequestLabels(fields).checkIdentifiers();
        expect(fields, "truncation", "disabled");
        expect(fields, "prompt_cache_retention", "in_memory");
        fields.integer("max_tool_calls", 1, Integer.MAX_VALUE);
    }

    private static void expect(JsonFields fields, String name, String only) {
        fields.text(name).filter(value -> !value.equals(only)).ifPresent(other -> {
            throw Fault.invalid(
                    fields.pathOf(name),
                    "'%s' must be '%s': nothing else is supported.".formatted(fields.pathOf(name), only));
        });
    }

    private static ResponseObject.Wish wish(
            JsonFields fields,
            OptionalInt maxTokens,
            Optional<String> previous,
            ResponseTools tools,
            ResponseReasoning reasoning,
            ResponseText text) {
        return new ResponseObject.Wish(
                fields.text("instructions").orElse(null),
                maxTokens.isPresent() ? maxTokens.getAsInt() : null,
                ResponseMetadata.read(fields),
                tools.tools().isParallel(),
                previous.orElse(null),
                fields.text("prompt_cache_key").orElse(null),
                reasoning.wire(),
                fields.text("safety_identifier").orElse(null),
                GenerationFields.tier(new GenerationFields(fields).priority()),
                orNull(fields.number("temperature", 0, 2)),
                text.wire(),
                tools.wireChoice(),
                tools.wire(),
                fields.integer("top_logprobs", 0, GenerationSettings.MAX_TOP_LOGPROBS)
                        .orElse(0),
                orNull(fields.number("top_p", 0, 1)),
                "disabled",
                fields.text("user").orElse(null));
    }

    /** Logprobs are given out when they are asked for by {@code include}; {@code top_logprobs} says how many. */
    private static OptionalInt topLogprobs(JsonFields fields, ResponseObject.Wish wish) {
        List<String> include = fields.texts("include");
        for (int i = 0; i < include.size(); i++) {
            if (!include.get(i).equals(LOGPROBS)) {
                throw Fault.invalid(
                        "include[%d]".formatted(i),
                        "'include[%d]' must be '%s': nothing else can be included.".formatted(i, LOGPROBS));
            }
        }
        return include.isEmpty() ? OptionalInt.empty() : OptionalInt.of(wish.topLogprobs());
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    /** Whether and how to stream. */
    private record Stream(boolean enabled, boolean obfuscates) {
        static Stream read(JsonFields fields) {
            boolean enabled = fields.flag("stream");
            boolean obfuscates = fields.object("stream_options")
                    .map(options -> {
                        if (!enabled) {
                            throw Fault.invalid(
                                    "stream_options", "'stream_options' is only allowed when 'stream' is true.");
                        }
                        return options.only("include_obfuscation").flag("include_obfuscation");
                    })
                    .orElse(false);
            return new Stream(enabled, obfuscates);
        }
    }
}
