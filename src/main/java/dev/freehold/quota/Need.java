package dev.freehold.quota;

/**
 * What a call asks for before it runs.
 *
 * @param inputTokens exact
 * @param outputTokens the most it may generate
 * @param flexible whether fewer output tokens (at least one) will do when the limits do not allow all of them
 */
public record Need(long inputTokens, long outputTokens, boolean flexible) {
    public Need {
        if (inputTokens < 0 || outputTokens < 0 || (flexible && outputTokens == 0)) {
            throw new IllegalArgumentException(
                    "token counts are never negative, and a flexible need wants at least one");
        }
    }

    public static Need exactly(long inputTokens, long outputTokens) {
        return new Need(inputTokens, outputTokens, false);
    }

    public static Need upTo(long inputTokens, long outputTokens) {
        return new Need(inputTokens, outputTokens, true);
    }
}
