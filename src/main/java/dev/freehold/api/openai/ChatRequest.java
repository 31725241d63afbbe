package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The body of {@code POST /v1/chat/completions}. */
record ChatRequest(GenerationRequest generation, StreamOptions stream) {
    private static final int MAX_MESSAGES = 512;

    static ChatRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        fields.refuse(
                "tools", "tool_choice", "functions", "function_call", "audio", "prediction", "web_search_options");
        String model = fields.requiredText("model");
        Input input = new Input.Chat(new Conversation(messages(fields)));
        GenerationRequest generation = new GenerationFields(fields)
                .request(model, List.of(input), false, maxTokens(fields), topLogprobs(fields));
        Optional<Grammar> form = ResponseFormat.read(fields);
        return new ChatRequest(form.map(generation::inForm).orElse(generation), StreamOptions.read(fields));
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

    static List<Message> messages(JsonFields fields) {
        List<JsonFields> elements = fields.objects("messages");
        if (elements.isEmpty()) {
            throw Fault.invalid("messages", "'messages' must be an array of at least one message.");
        }
        if (elements.size() > MAX_MESSAGES) {
            throw Fault.invalid("messages", "'messages' must not have more than %d messages.".formatted(MAX_MESSAGES));
        }
        return elements.stream().map(ChatRequest::message).toList();
    }

    private static Message message(JsonFields fields) {
        fields.refuse("tool_calls", "function_call", "audio");
        return switch (fields.requiredText("role")) {
            case "system", "developer" -> new Message.Instructions(content(fields));
            case "user" -> new Message.Question(content(fields));
            case "assistant" -> new Message.Answer(content(fields));
            case "tool", "function" ->
                throw Fault.invalid(fields.pathOf("role"), "Tool messages are not supported by this model server.");
            default ->
                throw Fault.invalid(
                        fields.pathOf("role"),
                        "'%s' must be one of system, developer, user, assistant.".formatted(fields.pathOf("role")));
        };
    }

    private static String content(JsonFields fields) {
        var content = fields.value("content").orElseThrow(() -> fields.missing("content"));
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            throw fields.wrong("content", "a string or an array of text parts", content);
        }
        List<String> parts = new ArrayList<>();
        for (JsonFields part : fields.objects("content")) {
            parts.add(textPart(part));
        }
        return String.join("", parts);
    }

    private static String textPart(JsonFields part) {
        String type = part.requiredText("type");
        if (!type.equals("text")) {
            throw Fault.invalid(
                    part.pathOf("type"),
                    "'%s' must be 'text': the model reads text only.".formatted(part.pathOf("type")));
        }
        return part.requiredText("text");
    }
}
