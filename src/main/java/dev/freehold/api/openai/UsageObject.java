package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.core.Usage;
import org.jspecify.annotations.Nullable;

/** The {@code usage} object; embeddings have no completion tokens. */
record UsageObject(
        @JsonProperty("prompt_tokens") long promptTokens,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("completion_tokens") @Nullable
        Long completionTokens,

        @JsonProperty("total_tokens") long totalTokens) {

    static UsageObject ofGeneration(Usage usage) {
        return new UsageObject(usage.inputTokens(), usage.outputTokens(), usage.totalTokens());
    }

    static UsageObject ofEmbedding(Usage usage) {
        return new UsageObject(usage.inputTokens(), null, usage.totalTokens());
    }
}
