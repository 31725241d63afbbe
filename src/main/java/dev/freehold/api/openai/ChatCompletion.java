package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.gateway.GeneratedText.Whole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code chat.completion} object. */
record ChatCompletion(
        String id,
        String object,
        long created,
        String model,
        List<Choice> choices,
        @JsonProperty("service_tier") String serviceTier,
        UsageObject usage) {

    record Choice(
            int index,
            Message message,
            @Nullable ChatLogprobs logprobs,
            @JsonProperty("finish_reason") String finishReason) {}

    /** The {@code message}; {@code reasoning_content} is there when the model thought, {@code tool_calls} when it called. */
    record Message(
            String role,
            @Nullable String content,
            @Nullable String refusal,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("reasoning_content") @Nullable
            String reasoningContent,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("tool_calls")
            List<ToolCallObject> toolCalls) {

        static Message of(Whole whole) {
            List<ToolCallObject> calls =
                    whole.toolCalls().stream().map(ToolCallObject::whole).toList();
            return new Message(
                    "assistant",
                    whole.text().isEmpty() && !calls.isEmpty() ? null : whole.text(),
                    null,
                    whole.reasoning().isEmpty() ? null : whole.reasoning(),
                    calls);
        }
    }

    /**
     * The {@code chat.completion.chunk} object of a stream.
     *
     * @param usage left out when Java's {@code null}, {@code null} on the wire when Jackson's null node
     */
    record Chunk(
            String id,
            String object,
            long created,
            String model,
            List<ChunkChoice> choices,
            @JsonProperty("service_tier") String serviceTier,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            JsonNode usage,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String obfuscation) {}

    record ChunkChoice(
            int index,
            Delta delta,
            @Nullable ChatLogprobs logprobs,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delta(
            @Nullable String role,
            @Nullable String content,
            @JsonProperty("reasoning_content") @Nullable String reasoningContent,

            @JsonProperty("tool_calls") @Nullable List<ToolCallObject> toolCalls) {
        static final Delta START = new Delta("assistant", "", null, null);
        static final Delta NOTHING = new Delta(null, null, null, null);

        static Delta content(String text) {
            return new Delta(null, text, null, null);
        }

        static Delta reasoning(String text) {
            return new Delta(null, null, text, null);
        }

        static Delta call(ToolCallObject part) {
            return new Delta(null, null, null, List.of(part));
        }
    }
}
