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

    static InputBlock ofSystem(JsonFields block) {
        return switch (block.requiredText("type")) {
            case "text" -> textBlock(block);
            default -> throw unknown(block, "text");
        };
    }

    static InputBlock ofUser(JsonFields block) {
        return switch (block.requiredText("type")) {
            case "text" -> textBlock(block);
            default -> throw unknown(block, "text");
        };
    }

    static InputBlock ofAssistant(JsonFields block) {
        return switch (block.requiredText("type")) {
            case "text" -> textBlock(block);
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
            default -> throw unknown(block, "text, thinking, redacted_thinking");
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
