package dev.freehold.core;

/** Tokens that one call used. */
public record Usage(long inputTokens, long outputTokens) {
    public static final Usage NONE = new Usage(0, 0);

    public Usage {
        if (inputTokens < 0 || outputTokens < 0) {
            throw new IllegalArgumentException("token counts are never negative");
        }
    }

    public long totalTokens() {
        return inputTokens + outputTokens;
    }
}
