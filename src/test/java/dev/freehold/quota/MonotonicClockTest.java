package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {

    @Test
    void startsWithTheWallAndThenIgnoresIt() {
        ManualClock wall = new ManualClock("2026-03-10T12:00:00Z");
        MonotonicClock clock = new MonotonicClock(wall);
        Instant first = clock.instant();
        wall.advance(Duration.ofDays(1));

        Instant second = clock.instant();

        assertFalse(first.isBefore(Instant.parse("2026-03-10T12:00:00Z")));
        assertFalse(second.isBefore(first));
        assertTrue(second.isBefore(Instant.parse("2026-03-11T00:00:00Z")));
    }
}
