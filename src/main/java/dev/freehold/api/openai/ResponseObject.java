package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.freehold.gateway.GeneratedText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code response} object. */
@JsonNaming(SnakeCaseStrategy.class)
record ResponseObject(
        String id,
        String object,
        long createdAt,
        @Nullable Long completedAt,
        String status,
        boolean background,
        @Nullable Failure error,
        @Nullable IncompleteDetails incompleteDetails,
        String model,
        List<ResponseItem> output,
        @Nullable Usage usage,
        boolean store,
        @JsonUnwrapped Wish wish) {

    /** What was asked for, said again. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Wish(
            @Nullable String instructions,
            @Nullable Integer maxOutputTokens,
            Map<String, String> metadata,
            boolean parallelToolCalls,
            @Nullable String previousResponseId,
            @Nullable String promptCacheKey,
            Reasoning reasoning,
            @Nullable String safetyIdentifier,
            String serviceTier,
            @Nullable Double temperature,
            Text text,
            JsonNode toolChoice,
            List<JsonNode> tools,
            int topLogprobs,
            @Nullable Double topP,
            String truncation,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String user) {

        /** Says nothing: instructions are private. */
        @Override
        public String toString() {
            return "Wish";
        }
    }

    record Reasoning(@Nullable String effort, @Nullable String summary) {}

    record Text(JsonNode format, String verbosity) {}

    record Failure(String code, String message) {}

    record IncompleteDetails(String reason) {
        static final IncompleteDetails LENGTH = new IncompleteDetails("max_output_tokens");
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Usage(
            long inputTokens,
            InputDetails inputTokensDetails,
            long outputTokens,
            OutputDetails outputTokensDetails,
            long totalTokens) {

        static Usage of(GeneratedText text) {
            var used = text.usage();
            return new Usage(
                    used.inputTokens(),
                    new InputDetails(text.cachedTokens(), 0),
                    used.outputTokens(),
                    new OutputDetails(text.reasoningTokens()),
                    used.totalTokens());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record InputDetails(int cachedTokens, int cacheWriteTokens) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record OutputDetails(long reasoningTokens) {}

    /** The same, and gone once it is answered. */
    ResponseObject notKept() {
        return new ResponseObject(
                id,
                object,
                createdAt,
                completedAt,
                status,
                background,
                error,
                incompleteDetails,
                model,
                output,
                usage,
                false,
                wish);
    }

    /** Says its name only: the text is private. */
    @Override
    public String toString() {
        return "ResponseObject[" + id + "]";
    }
}
