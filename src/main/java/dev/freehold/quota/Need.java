package dev.freehold.quota;

/**
 * What a call asks for before it runs.
 *
 * @param inputTokens exact
 * @param choices how many answers it wants, at least one
 * @param tokensEach the most tokens it may generate for each answer
 * @param flexible whether fewer output tokens (at least one for each answer, and the same for all) will do when the limits do not
 *     allow all of them
 */
public record Need(long inputTokens, long choices, long tokensEach, boolean flexible) {
    public Need {
        if (inputTokens < 0 || choices < 1 || tokensEach < 0 || (flexible && tokensEach == 0)) {
            throw new IllegalArgumentException(
                    "token counts are never negative, and a flexible need wants at least one");
        }
        Math.multiplyExact(choices, tokensEach);
    }

    public static Need exactly(long inputTokens, long outputTokens) {
        return new Need(inputTokens, 1, outputTokens, false);
    }

    public static Need upTo(long inputTokens, long outputTokens) {
        return new Need(inputTokens, 1, outputTokens, true);
    }

    /** The same for so many answers to one input. */
    public Need times(long answers) {
        return new Need(inputTokens, answers, tokensEach, flexible);
    }

    public long outputTokens() {
        return choices * tokensEach;
    }
}
