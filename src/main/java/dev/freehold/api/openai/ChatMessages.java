package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The field {@code messages}. Each call is answered by a tool's message, before anybody else speaks. */
final class ChatMessages {
    private static final int MAX_MESSAGES = 512;
    private static final int MAX_CALLS = 128;

    private final List<Message> messages = new ArrayList<>();
    /** Calls without an answer, by id. */
    private final Map<String, ToolCall> open = new LinkedHashMap<>();
    /** Where {@link #open} stand. */
    private String calls = "";

    private ChatMessages() {}

    static List<Message> read(JsonFields fields) {
        List<JsonFields> elements = fields.objects("messages");
        if (elements.isEmpty()) {
            throw Fault.invalid("messages", "'messages' must be an array of at least one message.");
        }
        if (elements.size() > MAX_MESSAGES) {
            throw Fault.invalid("messages", "'messages' must not have more than %d messages.".formatted(MAX_MESSAGES));
        }
        ChatMessages read = new ChatMessages();
        elements.forEach(read::add);
        read.checkAnswered();
        return read.messages;
    }

    private void add(JsonFields fields) {
        fields.refuse("function_call", "audio");
        String role = fields.requiredText("role");
        if (!role.equals("tool")) {
            checkAnswered();
        }
        if (!role.equals("assistant")) {
            fields.refuse("tool_calls");
        }
        messages.add(
                switch (role) {
                    case "system", "developer" -> new Message.Instructions(content(fields));
                    case "user" -> new Message.Question(content(fields));
                    case "assistant" -> answer(fields);
                    case "tool" -> result(fields);
                    case "function" ->
                        throw Fault.invalid(
                                fields.pathOf("role"),
                                "'%s' must not be 'function'; use 'tool'.".formatted(fields.pathOf("role")));
                    default ->
                        throw Fault.invalid(
                                fields.pathOf("role"),
                                "'%s' must be one of system, developer, user, assistant, tool."
                                        .formatted(fields.pathOf("role")));
                });
    }

    private void checkAnswered() {
        if (!open.isEmpty()) {
            throw Fault.invalid(
                    calls,
                    "Each of '%s' must be followed by a message of role 'tool' with its id; %d have none."
                            .formatted(calls, open.size()));
        }
    }

    /** May be silent when it calls. */
    private Message answer(JsonFields fields) {
        List<ToolCall> made = calls(fields);
        String text = made.isEmpty() || fields.value("content").isPresent() ? content(fields) : "";
        String reasoning = fields.text("reasoning_content")
                .or(() -> fields.text("reasoning"))
                .orElse("");
        return new Message.Answer(text, reasoning, made);
    }

    private List<ToolCall> calls(JsonFields fields) {
        calls = fields.pathOf("tool_calls");
        List<ToolCall> made = new ArrayList<>();
        for (JsonFields element : fields.objects("tool_calls")) {
            String id = id(element, "id");
            JsonFields function = ToolFields.function(element);
            ToolCall call = new ToolCall(id, Names.read(function), arguments(function));
            if (open.putIfAbsent(id, call) != null) {
                throw Fault.invalid(
                        element.pathOf("id"), "'%s' is the id of an earlier call.".formatted(element.pathOf("id")));
            }
            made.add(call);
        }
        if (made.size() > MAX_CALLS) {
            throw Fault.invalid(calls, "'%s' must not have more than %d calls.".formatted(calls, MAX_CALLS));
        }
        return made;
    }

    private static String id(JsonFields fields, String name) {
        String id = fields.requiredText(name);
        if (id.isEmpty() || id.length() > 256) {
            throw Fault.invalid(
                    fields.pathOf(name), "'%s' must have 1 to 256 characters.".formatted(fields.pathOf(name)));
        }
        return id;
    }

    private static String arguments(JsonFields function) {
        return CallArguments.check(function.requiredText("arguments"), function.pathOf("arguments"));
    }

    private Message result(JsonFields fields) {
        if (calls.isEmpty() || !(messages.getLast() instanceof Message.ToolResult || hasCalls(messages.getLast()))) {
            throw Fault.invalid(
                    fields.pathOf("role"),
                    "'%s' must not be 'tool' here: no message with 'tool_calls' comes before it."
                            .formatted(fields.pathOf("role")));
        }
        ToolCall call = open.remove(id(fields, "tool_call_id"));
        if (call == null) {
            String path = fields.pathOf("tool_call_id");
            throw Fault.invalid(path, "'%s' must be the id of a call that waits for its result.".formatted(path));
        }
        return new Message.ToolResult(call.id(), call.name(), content(fields));
    }

    private static boolean hasCalls(Message message) {
        return message instanceof Message.Answer answer && !answer.calls().isEmpty();
    }

    private static String content(JsonFields fields) {
        JsonNode content = fields.value("content").orElseThrow(() -> fields.missing("content"));
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            throw fields.wrong("content", "a string or an array of text parts", content);
        }
        if (content.isEmpty()) {
            throw Fault.invalid(
                    fields.pathOf("content"), "'%s' must have at least one part.".formatted(fields.pathOf("content")));
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
