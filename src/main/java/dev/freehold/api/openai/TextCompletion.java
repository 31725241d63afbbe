package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code text_completion} object, whole or as a piece of a stream.
 *
 * @param usage left out when Java's {@code null}, {@code null} on the wire when Jackson's null node
 */
record TextCompletion(
        String id,
        String object,
        long created,
        String model,
        List<Choice> choices,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode usage) {

    record Choice(
            String text,
            int index,
            @Nullable TextLogprobs logprobs,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}
}
