package dev.freehold.quota;

/**
 * What a call asks for before it runs.
 *
 * @param inputTokens exact
 * @param outputTokens the most it may generate
 * @param leastOutputTokens how much of that will do when the limits do not allow all of it
 */
public record Need(long inputTokens, long outputTokens, long leastOutputTokens) {
    public Need {
        if (inputTokens < 0 || leastOutputTokens < 0 || leastOutputTokens > outputTokens) {
            throw new IllegalArgumentException(
                    "token counts are never negative, and the least is not more than the most");
        }
    }

    /** All of it or nothing. */
    public static Need exactly(long inputTokens, long outputTokens) {
        return new Need(inputTokens, outputTokens, outputTokens);
    }

    /** As much of it as there is, for so many texts: one token for each of them at least. */
    public static Need upTo(long inputTokens, long outputTokens, long texts) {
        return new Need(inputTokens, outputTokens, texts);
    }
}
