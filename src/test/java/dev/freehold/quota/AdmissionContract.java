package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is taken when a call is admitted, and what comes back when it ends. */
abstract class AdmissionContract extends LedgerBench {

    @Test
    void refusesAScopeThatNobodyDefinedLimitsFor() {
        Fault fault = refused(1, 1);

        assertEquals(FaultCode.FORBIDDEN, fault.code());
        assertEquals(new Standing(Optional.empty(), Optional.empty()), standing(), "nothing to put into headers");
    }

    @Test
    void admitsEverythingThatIsExplicitlyUnlimited() {
        allowEverything();

        for (int i = 0; i < 100; i++) {
            assertEquals(new Usage(MOST, MOST), reserve(MOST, MOST).reserved());
        }
        assertEquals(new Standing(Optional.empty(), Optional.empty()), standing());
    }

    @ParameterizedTest
    @EnumSource(Dimension.class)
    void admitsUpToTheLimitAndNotOneMore(Dimension dimension) {
        allow(limit(dimension, Window.MINUTE, 6));

        for (int i = 0; i < 6; i++) {
            Usage tokens = tokens(dimension, 1);
            reserve(tokens.inputTokens(), tokens.outputTokens());
        }

        refused(1, 1);
    }

    @Test
    void scopesDoNotShare() {
        allow(limit(Dimension.REQUESTS, Window.MINUTE, 1));
        Caller other = caller("acme", "search", "key:other");
        allow(Scopes.of(other).caller(), limit(Dimension.REQUESTS, Window.MINUTE, 1));

        reserve(1, 1);

        reserve(other, MODEL, Need.exactly(1, 1));
    }

    @Test
    void givesBackTheTokensThatWereNotUsed() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000), limit(Dimension.REQUESTS, Window.MINUTE, 10));

        Reservation reservation = reserve(100, 900);
        assertEquals(0, tokens().remaining());
        settle(reservation, new Usage(100, 50));

        assertEquals(850, tokens().remaining());
        assertEquals(9, requests().remaining(), "a call is a call, however short");
    }

    @Test
    void settlesOnlyOnce() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000), limit(Dimension.CONCURRENCY, Window.MINUTE, 2));
        reserve(0, 500);
        Reservation reservation = reserve(0, 500);

        settle(reservation, new Usage(0, 100));
        settle(reservation, Usage.NONE);
        settle(reservation, Usage.NONE);

        assertEquals(400, tokens().remaining());
        reserve(0, 1);
        assertEquals("calls at the same time", named(refused(0, 1)));
    }

    @Test
    void chargesAtMostWhatWasReserved() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000));

        settle(reserve(100, 100), new Usage(MOST, MOST));

        assertEquals(800, tokens().remaining());
    }

    @Test
    void neverGivesBackMoreThanIsMissing() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000));
        Reservation reservation = reserve(0, 1000);
        clock.advance(Duration.ofSeconds(59));

        settle(reservation, Usage.NONE);
        assertEquals(1000, tokens().remaining());
        reserve(0, 1000);

        refused(0, 1);
    }

    @ParameterizedTest
    @EnumSource(Dimension.class)
    void aRefusalByOneLimitTakesFromNoOther(Dimension refusing) {
        int many = rounds(1000);
        for (Dimension other : Dimension.values()) {
            if (other != refusing) {
                Caller caller = caller("acme", "search", "key:" + other);
                Scope scope = Scopes.of(caller).caller();
                allow(
                        scope,
                        limit(other, Window.MINUTE, many),
                        limit(other, Window.MONTH, many),
                        limit(refusing, Window.HOUR, 0));
                assertThrows(Fault.class, () -> reserve(caller, MODEL, Need.exactly(3, 4)));
                assertThrows(Fault.class, () -> reserve(caller, MODEL, Need.upTo(3, 4, 1)));

                allow(scope, limit(other, Window.MINUTE, many), limit(other, Window.MONTH, many));

                for (int i = 0; i < many; i++) {
                    Usage one = tokens(other, 1);
                    reserve(caller, MODEL, Need.exactly(one.inputTokens(), one.outputTokens()));
                }
            }
        }
    }

    @Test
    void grantsAsMuchOutputAsEveryLimitAllows() {
        allow(
                limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000),
                limit(Dimension.OUTPUT_TOKENS, Window.DAY, 700),
                limit(Dimension.INPUT_TOKENS, Window.MINUTE, 5000));

        assertEquals(new Usage(100, 200), upTo(100, 200), "the wish fits");
        assertEquals(new Usage(100, 500), upTo(100, 900), "the day's output is the tightest");
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000));
        assertEquals(new Usage(60, 40), upTo(60, 900), "input counts against the total");
        clock.advance(Duration.ofMillis(60));
        assertEquals(new Usage(0, 1), upTo(0, 900), "one token is enough to begin");
        assertThrows(Fault.class, () -> upTo(0, 900));
    }

    @Test
    void concurrencyComesBackWhenTheCallEnds() {
        allow(limit(Dimension.CONCURRENCY, Window.MINUTE, 2));
        Reservation first = reserve(1, 1);
        reserve(1, 1);
        clock.advance(Duration.ofDays(1));

        Fault fault = refused(1, 1);
        assertEquals(FaultCode.RATE_LIMITED, fault.code());
        assertEquals(Duration.ofSeconds(1), fault.retryAfter().orElseThrow());
        settle(first, new Usage(1, 1));

        reserve(1, 1);
        refused(1, 1);
    }

    @Test
    void whatWasUsedKeepsCountingWhenTheLimitChanges() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000));
        use(0, 600);

        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 5000));
        assertEquals(4400, tokens().remaining());
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 500));
        assertEquals(0, tokens().remaining());
        assertEquals(Duration.ofSeconds(72), tokens().reset());
    }

    @Test
    void timeBeforeTheChangeRefillsAtTheOldRate() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000));
        use(0, 600);
        clock.advance(Duration.ofSeconds(30));

        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 500));

        assertEquals(400, tokens().remaining());
    }

    @Test
    void aNewConcurrencyLimitKnowsTheCallsThatRun() {
        allowEverything();
        Reservation running = reserve(1, 1);

        allow(limit(Dimension.CONCURRENCY, Window.MINUTE, 1));
        refused(1, 1);
        settle(running, Usage.NONE);

        reserve(1, 1);
    }

    @Test
    void ofTwoLimitsOnTheSameThingTheTighterCounts() {
        allow(limit(Dimension.REQUESTS, Window.MINUTE, 5), limit(Dimension.REQUESTS, Window.MINUTE, 1));

        reserve(1, 1);

        refused(1, 1);
    }

    private Usage upTo(long input, long output) {
        return reserve(Need.upTo(input, output, 1)).reserved();
    }

    private static Usage tokens(Dimension dimension, long units) {
        return switch (dimension) {
            case INPUT_TOKENS -> new Usage(units, 0);
            case OUTPUT_TOKENS, TOTAL_TOKENS, REQUESTS, CONCURRENCY -> new Usage(0, units);
        };
    }

    private static String named(Fault fault) {
        return fault.message().replaceFirst("Rate limit reached on ([^:]+):.*", "$1");
    }
}
