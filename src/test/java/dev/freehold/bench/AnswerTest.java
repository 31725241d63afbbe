package dev.freehold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final long SECOND = 1_000_000_000;

    /** Sent at 1 s, pieces at 2, 3, 5 and 6 s, two tokens each. */
    private final Answer answer =
            new Answer(SECOND, List.of(2 * SECOND, 3 * SECOND, 5 * SECOND, 6 * SECOND), 8, "text");

    @Test
    void theRateCountsFromTheFirstTokenOn() {
        assertEquals(7.0 / 4, answer.rate());
    }

    @Test
    void piecesOfSeveralTokensCountAsMany() {
        assertEquals(4, answer.tokensBetween(2 * SECOND, 5 * SECOND));
    }

    @Test
    void aWaitCountsWhenItTouchesTheSpan() {
        assertEquals(2, answer.longestGap(4 * SECOND, 4 * SECOND));
        assertEquals(1, answer.longestGap(0, SECOND * 5 / 2));
        assertEquals(0, answer.longestGap(7 * SECOND, 8 * SECOND));
    }
}
