package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a refused caller is told, and that it is true; and what everybody else reads in the headers. */
abstract class RefusalContract extends LedgerBench {

    @Test
    void saysWhichLimitAndWhen() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000), limit(Dimension.REQUESTS, Window.MINUTE, 10));
        use(100, 850);

        assertEquals(
                "Rate limit reached on total tokens per minute: limit 1000, used 950, remaining 50, requested 70. "
                        + "Please try again in 1.2s.",
                refused(20, 50).message());
    }

    @ParameterizedTest
    @CsvSource({"MINUTE,RATE_LIMITED", "HOUR,RATE_LIMITED", "DAY,QUOTA_EXHAUSTED", "MONTH,QUOTA_EXHAUSTED"})
    void fitsExactlyWhenItSaysAndNotAMicrosecondEarlier(Window window, FaultCode code) {
        allow(limit(Dimension.TOTAL_TOKENS, window, 977));
        use(0, 977);
        clock.advance(Duration.ofNanos(7_777_000));

        Fault fault = refused(0, 13);
        Duration wait = fault.retryAfter().orElseThrow();
        clock.advance(wait.minusNanos(1000));
        Duration rest = refused(0, 13).retryAfter().orElseThrow();
        clock.advance(Duration.ofNanos(1000));

        assertEquals(code, fault.code());
        assertEquals(Duration.ofNanos(1000), rest);
        reserve(0, 13);
    }

    @Test
    void speaksOfTheLimitThatTakesLongest() {
        allow(limit(Dimension.OUTPUT_TOKENS, Window.MINUTE, 100), limit(Dimension.TOTAL_TOKENS, Window.HOUR, 100));
        use(0, 100);

        Fault fault = refused(0, 10);

        assertEquals(Duration.ofMinutes(6), fault.retryAfter().orElseThrow());
        assertTrue(fault.message().contains("total tokens per hour"), fault.message());
    }

    @ParameterizedTest
    @CsvSource({"REQUESTS,0", "INPUT_TOKENS,9", "OUTPUT_TOKENS,19", "TOTAL_TOKENS,29", "CONCURRENCY,0"})
    void whatCanNeverFitIsNotToldToWait(Dimension dimension, long amount) {
        allow(limit(dimension, Window.MINUTE, amount));

        Fault fault = refused(10, 20);

        assertEquals(FaultCode.QUOTA_EXHAUSTED, fault.code());
        assertEquals(Optional.empty(), fault.retryAfter());
        assertTrue(fault.message().contains("never fit"), fault.message());
        assertTrue(fault.message().contains("limit " + amount + ", requested " + (amount + 1)), fault.message());
    }

    @Test
    void whatCanNeverFitIsSaidEvenIfAnotherLimitOnlyAsksToWait() {
        allow(limit(Dimension.REQUESTS, Window.MINUTE, 1), limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 10));
        use(1, 1);

        assertEquals(Optional.empty(), refused(10, 1).retryAfter());
    }

    @Test
    void theHeadersShowTheTightestLimits() {
        allow(
                limit(Dimension.REQUESTS, Window.DAY, 100),
                limit(Dimension.REQUESTS, Window.MINUTE, 60),
                limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000),
                limit(Dimension.OUTPUT_TOKENS, Window.HOUR, 800));
        use(100, 500);

        assertEquals(gauge(limit(Dimension.REQUESTS, Window.MINUTE, 60), 59, Duration.ofSeconds(1)), requests());
        assertEquals(
                gauge(
                        limit(Dimension.OUTPUT_TOKENS, Window.HOUR, 800),
                        300,
                        Duration.ofMinutes(37).plusSeconds(30)),
                tokens());
    }

    @Test
    void betweenEquallyTightLimitsTheHeadersShowTheMinute() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MONTH, 100), limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 100));

        use(0, 40);

        assertEquals(gauge(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 100), 60, Duration.ofSeconds(24)), tokens());
    }

    @Test
    void readingTheStandingTakesNothing() {
        allow(limit(Dimension.REQUESTS, Window.MINUTE, 1));

        for (int i = 0; i < 10; i++) {
            assertEquals(gauge(limit(Dimension.REQUESTS, Window.MINUTE, 1), 1, Duration.ZERO), requests());
        }

        reserve(1, 1);
    }

    @Test
    void aPartOfATokenIsNotATokenYet() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 60));
        use(0, 60);
        clock.advance(Duration.ofNanos(1_999_999_000));

        assertEquals(
                gauge(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 60), 1, Duration.ofNanos(58_000_001_000L)),
                tokens());
    }
}
