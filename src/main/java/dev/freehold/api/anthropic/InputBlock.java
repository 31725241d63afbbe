package dev.freehold.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A block of content that came in, as far as a model of text can read it. */
sealed interface InputBlock {
    record Text(String text) implements InputBlock {}

    /** What an assistant thought; empty when only another server can read it. */
    record Thinking(String text) implements InputBlock {}

    /** A function that an assistant called; {@code path} is that of its id. */
    record ToolUse(String path, String id, String name, String input) implements InputBlock {}

    /** What it gave back; {@code path} is that of the id of the call. */
    record ToolResult(String path, String call, String text) implements InputBlock {}

    /** A string, or an array of blocks that {@code reader} knows. */
    static List<InputBlock> read(JsonFields owner, String name, Function<JsonFields, InputBlock> reader) {
        JsonNode content = owner.value(name).orElseThrow(() -> owner.missing(name));
        if (content.isTextual()) {
            return List.of(text(owner, name));
        }
        if (!content.isArray()) {
            throw owner.wrong(name, "a string or an array of blocks", content);
        }
        if (content.isEmpty()) {
            throw Fault.invalid(owner.pathOf(name), "'%s' must have at least one block.".formatted(owner.pathOf(name)));
        }
        return owner.objects(name).stream().map(reader).toList();
    }

    static InputBlock ofText(JsonFields block) {
        return switch (block.requiredText("type")) {
            case "text" -> textBlock(block);
            default -> throw unknown(block, "text");
        };
    }

    static InputBlock ofUser(JsonFields block) {
        return switch (block.requiredText("type")) {
            case "text" -> textBlock(block);
            case "tool_result" -> toolResult(block);
            default -> throw unknown(block, "text, tool_result");
        };
    }

    static InputBlock ofAssistant(JsonFields block) {
        return switch (block.requiredText("type")) {
            case "text" -> textBlock(block);
            case "tool_use" -> toolUse(block);
            case "thinking" -> {
                block.only("type", "thinking", "signature");
                block.text("signature");
                yield new Thinking(block.requiredText("thinking"));
            }
            case "redacted_thinking" -> {
                block.only("type", "data");
                block.requiredText("data");
                yield new Thinking("");
            }
            default -> throw unknown(block, "text, tool_use, thinking, redacted_thinking");
        };
    }

    /** The texts as paragraphs. */
    static String text(List<InputBlock> blocks) {
        return blocks.stream()
                .flatMap(block -> block instanceof Text(String text) ? Stream.of(text) : Stream.empty())
                .collect(Collectors.joining("\n\n"));
    }

    private static Text textBlock(JsonFields block) {
        block.only("type", "text", "cache_control", "citations");
        block.refuse("citations");
        CacheControl.check(block);
        return text(block, "text");
    }

    private static Text text(JsonFields fields, String name) {
        String text = fields.requiredText(name);
        if (text.isBlank()) {
            throw Fault.invalid(fields.pathOf(name), "'%s' must not be blank.".formatted(fields.pathOf(name)));
        }
        return new Text(text);
    }

    private static ToolUse toolUse(JsonFields block) {
        block.only("type", "id", "name", "input", "cache_control");
        CacheControl.check(block);
        JsonNode input = block.value("input").orElseThrow(() -> block.missing("input"));
        if (!input.isObject()) {
            throw block.wrong("input", "an object", input);
        }
        return new ToolUse(block.pathOf("id"), block.requiredText("id"), block.requiredText("name"), input.toString());
    }

    /** A call may give nothing back. */
    private static ToolResult toolResult(JsonFields block) {
        block.only("type", "tool_use_id", "content", "is_error", "cache_control");
        CacheControl.check(block);
        String text = block.value("content")
                .map(content -> content.isTextual() ? content.textValue() : blocks(block, content))
                .orElse("");
        return new ToolResult(
                block.pathOf("tool_use_id"),
                block.requiredText("tool_use_id"),
                block.flag("is_error") ? "Error: " + text : text);
    }

    private static String blocks(JsonFields block, JsonNode content) {
        return content.isArray() && content.isEmpty() ? "" : text(read(block, "content", InputBlock::ofText));
    }

    private static Fault unknown(JsonFields block, String known) {
        String path = block.pathOf("type");
        return switch (block.requiredText("type")) {
            case "image", "document" ->
                Fault.invalid(
                        path,
                        "'%s': %s blocks are not supported, the models read text only."
                                .formatted(path, block.requiredText("type")));
            default -> Fault.invalid(path, "'%s' must be one of %s.".formatted(path, known));
        };
    }
}
