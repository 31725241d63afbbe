package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.core.Usage;
import dev.freehold.gateway.Footprint;
import dev.freehold.gateway.GeneratedText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code usage} object; embeddings have no completion tokens, and only chat may think. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsageObject(
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") @Nullable Long completionTokens,
        @JsonProperty("total_tokens") long totalTokens,
        @JsonProperty("prompt_tokens_details") @Nullable PromptDetails promptDetails,
        @JsonProperty("completion_tokens_details") @Nullable CompletionDetails completionDetails,
        @Nullable Own freehold) {

    record PromptDetails(@JsonProperty("cached_tokens") int cachedTokens) {}

    record CompletionDetails(
            @JsonProperty("reasoning_tokens") long reasoningTokens) {}

    /** What no other server says, under our own name, for callers who ask. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Own(
            @JsonProperty("energy_joules") double joules,
            @JsonProperty("energy_joules_per_token") double joulesPerToken,
            @JsonProperty("energy_source") String source,
            @JsonProperty("co2e_grams") @Nullable Double grams) {

        static @Nullable Own of(Optional<Footprint> footprint, Usage usage) {
            return footprint
                    .map(drawn -> new Own(
                            drawn.energy().joules(),
                            drawn.energy().joules() / Math.max(1, usage.totalTokens()),
                            drawn.energy().source().wireName(),
                            drawn.grams().isPresent() ? drawn.grams().getAsDouble() : null))
                    .orElse(null);
        }
    }

    static UsageObject ofChat(GeneratedText text) {
        return ofGeneration(text, new CompletionDetails(text.reasoningTokens()));
    }

    static UsageObject ofText(GeneratedText text) {
        return ofGeneration(text, null);
    }

    static UsageObject ofEmbedding(Usage usage) {
        return ofEmbedding(usage, Optional.empty());
    }

    static UsageObject ofEmbedding(Usage usage, Optional<Footprint> footprint) {
        return new UsageObject(usage.inputTokens(), null, usage.totalTokens(), null, null, Own.of(footprint, usage));
    }

    private static UsageObject ofGeneration(GeneratedText text, @Nullable CompletionDetails details) {
        Usage usage = text.usage();
        return new UsageObject(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.totalTokens(),
                new PromptDetails(text.cachedTokens()),
                details,
                Own.of(text.footprint(), usage));
    }
}
