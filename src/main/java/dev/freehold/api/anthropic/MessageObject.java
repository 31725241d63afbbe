package dev.freehold.api.anthropic;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code message} object. */
record MessageObject(
        String id,
        String type,
        String role,
        String model,
        List<Block> content,
        @JsonProperty("stop_reason") @Nullable String stopReason,
        @JsonProperty("stop_sequence") @Nullable String stopSequence,
        UsageObject usage) {

    MessageObject(
            String id,
            String model,
            List<Block> content,
            @Nullable String stopReason,
            @Nullable String stopSequence,
            UsageObject usage) {
        this(id, "message", "assistant", model, content, stopReason, stopSequence, usage);
    }

    /**
     * A block of content.
     *
     * @param signature always empty: thoughts come back as they are, and nobody has to prove whose they were
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Block(
            String type,
            @Nullable String text,
            @Nullable String thinking,
            @Nullable String signature,
            @Nullable String id,
            @Nullable String name,
            @Nullable ObjectNode input) {
        static Block text(String text) {
            return new Block("text", text, null, null, null, null, null);
        }

        static Block thinking(String thinking) {
            return new Block("thinking", null, thinking, "", null, null, null);
        }

        static Block toolUse(String id, String name, ObjectNode input) {
            return new Block("tool_use", null, null, null, id, name, input);
        }
    }
}
