package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.core.Usage;
import dev.freehold.gateway.GeneratedText;
import org.jspecify.annotations.Nullable;

/** The {@code usage} object; embeddings have no completion tokens, and only chat may think. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsageObject(
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") @Nullable Long completionTokens,
        @JsonProperty("total_tokens") long totalTokens,
        @JsonProperty("prompt_tokens_details") @Nullable PromptDetails promptDetails,
        @JsonProperty("completion_tokens_details") @Nullable CompletionDetails completionDetails) {

    record PromptDetails(@JsonProperty("cached_tokens") int cachedTokens) {}

    record CompletionDetails(
            @JsonProperty("reasoning_tokens") long reasoningTokens) {}

    static UsageObject ofChat(GeneratedText text) {
        return ofGeneration(text, new CompletionDetails(text.reasoningTokens()));
    }

    static UsageObject ofText(GeneratedText text) {
        return ofGeneration(text, null);
    }

    static UsageObject ofEmbedding(Usage usage) {
        return new UsageObject(usage.inputTokens(), null, usage.totalTokens(), null, null);
    }

    private static UsageObject ofGeneration(GeneratedText text, @Nullable CompletionDetails details) {
        Usage usage = text.usage();
        return new UsageObject(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.totalTokens(),
                new PromptDetails(text.cachedTokens()),
                details);
    }
}
