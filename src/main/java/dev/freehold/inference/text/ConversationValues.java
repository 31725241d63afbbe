package dev.freehold.inference.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.Tool;
import dev.freehold.inference.ToolCall;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a conversation what chat templates expect: maps and lists as transformers gives them.
 *
 * @param text is done to every text that comes from outside, names of members among them
 * @param hasArgumentText whether the arguments of calls stay JSON text
 * @param hasShortIds whether the ids of calls are nine letters and digits
 */
record ConversationValues(UnaryOperator<String> text, boolean hasArgumentText, boolean hasShortIds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    List<Object> messages(List<Message> messages) {
        List<Object> values = new ArrayList<>();
        messages.forEach(message -> values.add(message(message)));
        return values;
    }

    private Map<String, Object> message(Message message) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("role", role(message));
        value.put("content", text.apply(message.text()));
        switch (message) {
            case Message.Instructions instructions -> {}
            case Message.Question question -> {}
            case Message.Answer(String answer, String reasoning, var calls) -> {
                if (!reasoning.isEmpty()) {
                    value.put("reasoning_content", text.apply(reasoning));
                }
                if (!calls.isEmpty()) {
                    value.put("tool_calls", calls.stream().map(this::call).toList());
                }
            }
            case Message.ToolResult(String call, String name, String result) -> {
                value.put("tool_call_id", id(call));
                value.put("name", text.apply(name));
            }
        }
        return value;
    }

    private static String role(Message message) {
        return switch (message) {
            case Message.Instructions instructions -> "system";
            case Message.Question question -> "user";
            case Message.Answer answer -> "assistant";
            case Message.ToolResult result -> "tool";
        };
    }

    private Map<String, Object> call(ToolCall call) {
        Map<String, @Nullable Object> function = new LinkedHashMap<>();
        function.put("name", text.apply(call.name()));
        function.put("arguments", hasArgumentText ? text.apply(call.arguments()) : value(call.arguments()));
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", id(call.id()));
        value.put("type", "function");
        value.put("function", function);
        return value;
    }

    private String id(String id) {
        return hasShortIds ? ShortIds.of(id) : text.apply(id);
    }

    List<Object> tools(List<Tool> tools) {
        List<Object> values = new ArrayList<>();
        for (Tool tool : tools) {
            Map<String, @Nullable Object> function = new LinkedHashMap<>();
            function.put("name", text.apply(tool.name()));
            if (!tool.description().isEmpty()) {
                function.put("description", text.apply(tool.description()));
            }
            function.put("parameters", value(tool.parameters()));
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("type", "function");
            value.put("function", function);
            values.add(value);
        }
        return values;
    }

    /** JSON as maps and lists; text that is none stays text. */
    private @Nullable Object value(String json) {
        try {
            return marked(JSON.readValue(json, Object.class));
        } catch (JsonProcessingException noJson) {
            return text.apply(json);
        }
    }

    private @Nullable Object marked(@Nullable Object value) {
        return switch (value) {
            case String string -> text.apply(string);
            case List<?> list -> {
                List<@Nullable Object> marked = new ArrayList<>();
                list.forEach(item -> marked.add(marked(item)));
                yield marked;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> marked = new LinkedHashMap<>();
                map.forEach((key, item) -> marked.put(text.apply((String) key), marked(item)));
                yield marked;
            }
            case BigInteger large -> large.doubleValue(); // templates know 64 bits
            case null, default -> value;
        };
    }
}
