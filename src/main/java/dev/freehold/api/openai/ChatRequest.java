package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Effort;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.grammar.Grammar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The body of {@code POST /v1/chat/completions}. */
record ChatRequest(GenerationRequest generation, StreamOptions stream) {
    private static final String[] OWN = {
        "messages",
        "max_completion_tokens",
        "top_logprobs",
        "response_format",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "reasoning_effort",
        "metadata",
        "safety_identifier",
        "prompt_cache_key",
        "prompt_cache_retention",
        "verbosity",
        "modalities",
        "store",
        "audio",
        "prediction",
        "web_search_options",
        "moderation",
        "functions",
        "function_call"
    };

    static ChatRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        fields.refuse("audio", "prediction", "web_search_options", "moderation", "store");
        GenerationFields common = new GenerationFields(fields).only(OWN);
        new RequestLabels(fields).check();
        String model = fields.requiredText("model");
        Conversation conversation =
                new Conversation(ChatMessages.read(fields), new ToolFields(fields).read(), effort(fields));
        Input input = new Input.Chat(conversation);
        GenerationRequest generation =
                common.request(model, List.of(input), false, maxTokens(fields), topLogprobs(fields));
        Optional<Grammar> form = ResponseFormat.read(fields);
        return new ChatRequest(form.map(generation::inForm).orElse(generation), StreamOptions.read(fields));
    }

    private static Optional<Effort> effort(JsonFields fields) {
        return fields.text("reasoning_effort")
                .map(wish -> Stream.of(Effort.values())
                        .filter(effort -> effort.name().toLowerCase(Locale.ROOT).equals(wish))
                        .findFirst()
                        .orElseThrow(() -> Fault.invalid(
                                "reasoning_effort",
                                "'reasoning_effort' must be one of none, minimal, low, medium, high, xhigh.")));
    }

    private static OptionalInt topLogprobs(JsonFields fields) {
        OptionalInt top = fields.integer("top_logprobs", 0, GenerationSettings.MAX_TOP_LOGPROBS);
        boolean isWanted = fields.flag("logprobs");
        if (top.orElse(0) > 0 && !isWanted) {
            throw Fault.invalid("top_logprobs", "'top_logprobs' is only allowed when 'logprobs' is true.");
        }
        return isWanted ? OptionalInt.of(top.orElse(0)) : OptionalInt.empty();
    }

    private static OptionalInt maxTokens(JsonFields fields) {
        OptionalInt deprecated = fields.integer("max_tokens", 1, Integer.MAX_VALUE);
        OptionalInt current = fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        return current.isPresent() ? current : deprecated;
    }
}
