package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
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

    /** The {@code message}; {@code reasoning_content} is there when the model thought. */
    record Message(
            String role,
            String content,
            @Nullable String refusal,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("reasoning_content") @Nullable
            String reasoningContent) {}

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
            JsonNode usage) {}

    record ChunkChoice(
            int index,
            Delta delta,
            @Nullable ChatLogprobs logprobs,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delta(
            @Nullable String role,
            @Nullable String content,
            @JsonProperty("reasoning_content") @Nullable String reasoningContent) {
        static final Delta START = new Delta("assistant", "", null);
        static final Delta NOTHING = new Delta(null, null, null);

        static Delta content(String text) {
            return new Delta(null, text, null);
        }

        static Delta reasoning(String text) {
            return new Delta(null, null, text);
        }
    }
}
