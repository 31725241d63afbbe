package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time refills exactly what it should: nothing is lost, nothing is minted. */
abstract class TimeContract extends LedgerBench {

    /** At 60 a minute, one microsecond is worth one millionth of a token. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void refillsToTheMillionthOfATokenHoweverOftenItIsAsked(long seed) {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 60));
        Random random = new Random(seed);
        use(0, 60);
        long elapsed = 0;
        long admitted = 60;

        for (int i = 0; i < rounds(5_000); i++) {
            long step = 1000L + random.nextInt(49_001);
            clock.advance(step);
            elapsed += step;
            admitted += tries(1) ? 1 : 0;
            assertEquals(elapsed, admitted * 1_000_000 - tokens().reset().toNanos() / 1000, "refilled so far");
        }
    }

    /** Seven a minute leaves a remainder at every microsecond; none of it may be dropped. */
    @Test
    void keepsTheRemaindersOfASlowRefill() {
        allow(limit(Dimension.REQUESTS, Window.MINUTE, 7));
        for (int i = 0; i < 7; i++) {
            use(0, 0);
        }
        Random random = new Random(7);
        long elapsed = 0;
        long used = 7;
        while (elapsed < rounds(120) * 1_000_000L) {
            long step = 1000L + random.nextInt(49_001);
            elapsed += step;
            clock.advance(step);
            used += tries(0) ? 1 : 0;
        }

        long partsUsed = used * 60_000_000 - elapsed * 7;
        assertEquals(7 + elapsed * 7 / 60_000_000, used, "each request as soon as it is there");
        assertEquals(Duration.ofNanos((partsUsed + 6) / 7 * 1000), requests().reset());
    }

    @Test
    void theBooksBalance() {
        long capacity = 60;
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, capacity));
        Random random = new Random(4711);
        Deque<Reservation> open = new ArrayDeque<>();
        long holds = 0;
        long charged = 0;
        long refilled = 0;
        long lost = 0;
        for (int i = 0; i < rounds(5_000); i++) {
            long step = random.nextInt(2_000_000);
            long missing = missing();
            clock.advance(step);
            refilled += step;
            lost += Math.max(0, step - missing);
            if (random.nextBoolean() || open.isEmpty()) {
                try {
                    Reservation next = reserve(0, 1 + random.nextInt(20));
                    holds += next.reserved().outputTokens();
                    open.add(next);
                } catch (Fault full) {
                    assertEquals(FaultCode.RATE_LIMITED, full.code());
                }
            } else {
                Reservation ended = open.remove();
                long reserved = ended.reserved().outputTokens();
                long used = random.nextLong(reserved + 1);
                lost += Math.max(0, (reserved - used) * 1_000_000 - missing());
                settle(ended, new Usage(0, used));
                holds -= reserved;
                charged += used;
            }
            long level = capacity * 1_000_000 - missing();
            assertEquals((capacity - holds - charged) * 1_000_000 + refilled - lost, level);
        }
    }

    private long missing() {
        return tokens().reset().toNanos() / 1000;
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    void aClockThatGoesBackMintsNothingAndTakesNothing(Window window) {
        allow(limit(Dimension.TOTAL_TOKENS, window, 1000));
        use(0, 1000 - 4);

        for (int i = 4; i > 0; i--) {
            clock.advance(Duration.ofDays(-40));
            assertEquals(i, tokens().remaining());
            use(0, 1);
            clock.advance(Duration.ofDays(40));
            assertEquals(i - 1, tokens().remaining());
        }
        clock.advance(Duration.ofDays(31));

        assertEquals(1000, tokens().remaining());
    }

    @Test
    void theMonthStartsAnewAtMidnightInUtc() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MONTH, 1000));
        clock.set("2026-12-31T23:59:59.999998Z");
        use(0, 1000);

        assertEquals(Duration.ofNanos(2000), refused(0, 1).retryAfter().orElseThrow());
        clock.advance(1);
        refused(0, 1);
        clock.advance(1);

        assertEquals(gauge(limit(Dimension.TOTAL_TOKENS, Window.MONTH, 1000), 1000, Duration.ZERO), tokens());
        use(0, 600);
        assertEquals(gauge(limit(Dimension.TOTAL_TOKENS, Window.MONTH, 1000), 400, Duration.ofDays(31)), tokens());
    }

    @Test
    void whatLastMonthReservedDoesNotComeBackInThisOne() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MONTH, 1000));
        clock.set("2026-03-31T23:59:59Z");
        Reservation overMidnight = reserve(0, 500);
        clock.set("2026-04-01T00:00:01Z");
        use(0, 300);

        settle(overMidnight, Usage.NONE);

        assertEquals(700, tokens().remaining());
    }

    @ParameterizedTest
    @CsvSource({"MINUTE,60000000", "HOUR,3600000000", "DAY,86400000000"})
    void hugeNumbersDoNotOverflow(Window window, long windowMicros) {
        for (long amount : new long[] {1_000_000_000_000L, 999_999_999_999_999L, MOST}) {
            allow(limit(Dimension.TOTAL_TOKENS, window, amount), limit(Dimension.TOTAL_TOKENS, Window.MONTH, amount));
            Reservation all = reserve(1, amount - 1);
            assertEquals(0, tokens().remaining());
            settle(all, Usage.NONE);
            allow(limit(Dimension.TOTAL_TOKENS, window, amount));
            reserve(1, amount - 1);

            clock.advance(1);
            assertEquals(amount / windowMicros, tokens().remaining());
            clock.advance(Duration.ofDays(400));
            assertEquals(amount, tokens().remaining());
        }
    }

    private boolean tries(long tokens) {
        try {
            use(0, tokens);
            return true;
        } catch (Fault refused) {
            return false;
        }
    }
}
