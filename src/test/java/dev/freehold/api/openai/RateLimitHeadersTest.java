package dev.freehold.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitHeadersTest {

    @Test
    void durationsAreWrittenAsOpenAiWritesThem() {
        Map.of(
                        Duration.ZERO,
                        "0ms",
                        Duration.ofNanos(1),
                        "1ms",
                        Duration.ofMillis(12),
                        "12ms",
                        Duration.ofSeconds(1),
                        "1s",
                        Duration.ofMillis(1500),
                        "1.500s",
                        Duration.ofMinutes(6),
                        "6m0s",
                        Duration.ofSeconds(61),
                        "1m1s",
                        Duration.ofHours(24),
                        "24h0m0s")
                .forEach((duration, text) -> assertEquals(text, RateLimitHeaders.format(duration)));
    }
}
