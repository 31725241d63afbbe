package dev.freehold.api.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.core.Usage;
import dev.freehold.gateway.GeneratedText;

/**
 * The {@code usage} object.
 *
 * @param inputTokens those of the prompt that were not in the cache
 * @param cacheCreationInputTokens none: what is remembered costs nothing more
 */
record UsageObject(
        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("cache_creation_input_tokens") long cacheCreationInputTokens,
        @JsonProperty("cache_read_input_tokens") long cacheReadInputTokens,
        @JsonProperty("output_tokens") long outputTokens,
        @JsonProperty("output_tokens_details") Details outputTokensDetails,
        @JsonProperty("service_tier") String serviceTier) {

    record Details(@JsonProperty("thinking_tokens") long thinkingTokens) {}

    static UsageObject of(GeneratedText text) {
        Usage usage = text.usage();
        int cached = text.cachedTokens();
        return new UsageObject(
                usage.inputTokens() - cached,
                0,
                cached,
                usage.outputTokens(),
                new Details(text.reasoningTokens()),
                "standard");
    }
}
