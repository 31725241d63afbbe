package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code chat.completion} object. */
record ChatCompletion(String id, String object, long created, String model, List<Choice> choices, UsageObject usage) {

    record Choice(
            int index,
            Message message,
            @Nullable JsonNode logprobs,
            @JsonProperty("finish_reason") String finishReason) {}

    record Message(String role, String content, @Nullable String refusal) {}

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

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            JsonNode usage) {}

    record ChunkChoice(
            int index,
            Delta delta,
            @Nullable JsonNode logprobs,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delta(@Nullable String role, @Nullable String content) {
        static final Delta START = new Delta("assistant", "");
        static final Delta NOTHING = new Delta(null, null);
    }
}
