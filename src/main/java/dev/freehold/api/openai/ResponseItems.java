package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.api.openai.ResponseItem.FunctionCall;
import dev.freehold.api.openai.ResponseItem.FunctionCallOutput;
import dev.freehold.api.openai.ResponseItem.Message;
import dev.freehold.api.openai.ResponseItem.Part;
import dev.freehold.api.openai.ResponseItem.Reasoning;
import dev.freehold.core.Fault;
import java.util.List;

/** Reads the {@code input} of a response: a string, or items. */
final class ResponseItems {
    private static final int MAX_ITEMS = 1024;

    private ResponseItems() {}

    static List<ResponseItem> read(JsonFields fields) {
        var input = fields.value("input").orElseThrow(() -> fields.missing("input"));
        if (input.isTextual()) {
            return List.of(Message.of("user", List.of(Part.input(input.textValue()))));
        }
        if (!input.isArray()) {
            throw fields.wrong("input", "a string or an array of items", input);
        }
        List<JsonFields> items = fields.objects("input");
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            throw Fault.invalid("input", "'input' must have from 1 to %d items.".formatted(MAX_ITEMS));
        }
        return readAll(fields, "input");
    }

    /** Those that were read before, and written down as they were. */
    static List<ResponseItem> readAll(JsonFields fields, String name) {
        return fields.objects(name).stream().map(ResponseItems::item).toList();
    }

    private static ResponseItem item(JsonFields item) {
        return switch (item.text("type").orElse("message")) {
            case "message" -> message(item);
            case "reasoning" -> reasoning(item);
            case "function_call" -> functionCall(item);
            case "function_call_output" -> functionCallOutput(item);
            default ->
                throw Fault.invalid(
                        item.pathOf("type"),
                        "'%s' must be one of message, reasoning, function_call, function_call_output: other items are not supported by this model server."
                                .formatted(item.pathOf("type")));
        };
    }

    private static Message message(JsonFields item) {
        item.only("type", "id", "role", "content", "status", "phase");
        String role = item.requiredText("role");
        List<Part> content = switch (role) {
            case "user", "system", "developer" -> content(item, false);
            case "assistant" -> content(item, true);
            default ->
                throw Fault.invalid(
                        item.pathOf("role"),
                        "'%s' must be one of user, assistant, system, developer.".formatted(item.pathOf("role")));
        };
        return new Message(id(item, "msg_"), ResponseItem.COMPLETED, role, content);
    }

    /** The official client adds {@code parsed_arguments} to calls that it was given. */
    private static FunctionCall functionCall(JsonFields item) {
        item.only("type", "id", "call_id", "name", "arguments", "status", "namespace", "caller", "parsed_arguments");
        item.refuse("namespace", "caller");
        return new FunctionCall(
                id(item, "fc_"),
                ResponseItem.COMPLETED,
                item.requiredText("call_id"),
                Names.read(item),
                item.requiredText("arguments"));
    }

    private static FunctionCallOutput functionCallOutput(JsonFields item) {
        item.only("type", "id", "call_id", "output", "status", "caller");
        item.refuse("caller");
        var output = item.value("output").orElseThrow(() -> item.missing("output"));
        if (!output.isTextual() && !output.isArray()) {
            throw item.wrong("output", "a string or an array of parts", output);
        }
        List<Part> parts = output.isTextual()
                ? List.of(Part.input(output.textValue()))
                : item.objects("output").stream().map(ResponseItems::inputPart).toList();
        return new FunctionCallOutput(id(item, "fco_"), ResponseItem.COMPLETED, item.requiredText("call_id"), parts);
    }

    private static List<Part> content(JsonFields item, boolean isOutput) {
        var content = item.value("content").orElseThrow(() -> item.missing("content"));
        if (content.isTextual()) {
            String text = content.textValue();
            return List.of(isOutput ? Part.output(text, List.of()) : Part.input(text));
        }
        if (!content.isArray()) {
            throw item.wrong("content", "a string or an array of parts", content);
        }
        if (content.isEmpty()) {
            throw Fault.invalid(
                    item.pathOf("content"), "'%s' must have at least one part.".formatted(item.pathOf("content")));
        }
        return item.objects("content").stream()
                .map(part -> isOutput ? outputPart(part) : inputPart(part))
                .toList();
    }

    private static Part inputPart(JsonFields part) {
        return switch (part.requiredText("type")) {
            case "input_text" -> Part.input(part.requiredText("text"));
            default -> throw wrongPart(part, "'input_text': the model reads text only");
        };
    }

    private static Part outputPart(JsonFields part) {
        part.objects("annotations");
        part.objects("logprobs");
        return switch (part.requiredText("type")) {
            case "output_text", "input_text" -> Part.output(part.requiredText("text"), List.of());
            case "refusal" -> Part.output(part.requiredText("refusal"), List.of());
            default -> throw wrongPart(part, "'output_text' or 'refusal'");
        };
    }

    private static Reasoning reasoning(JsonFields item) {
        item.only("type", "id", "summary", "content", "encrypted_content", "status");
        item.refuse("encrypted_content");
        return new Reasoning(
                id(item, "rs_"),
                ResponseItem.COMPLETED,
                texts(item, "summary", "summary_text"),
                texts(item, "content", "reasoning_text"));
    }

    private static List<Part> texts(JsonFields item, String name, String type) {
        return item.objects(name).stream()
                .map(part -> {
                    if (!part.requiredText("type").equals(type)) {
                        throw wrongPart(part, "'" + type + "'");
                    }
                    return new Part(type, part.requiredText("text"), null, null);
                })
                .toList();
    }

    private static Fault wrongPart(JsonFields part, String expected) {
        return Fault.invalid(part.pathOf("type"), "'%s' must be %s.".formatted(part.pathOf("type"), expected));
    }

    /** What an item says of itself changes nothing, and must be well said all the same. */
    private static String id(JsonFields item, String prefix) {
        item.text("status");
        item.text("phase");
        return item.text("id").orElseGet(() -> ResponseItem.newId(prefix));
    }
}
