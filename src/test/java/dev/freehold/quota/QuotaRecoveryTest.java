package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.InMemoryAuditLog;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A ledger that was rebuilt from the log is the ledger that wrote it. */
class QuotaRecoveryTest {
    private static final Caller CALLER = caller("key:a");
    private static final Scope SCOPE = Scopes.of(CALLER).caller();

    private final ManualClock clock = new ManualClock("2026-03-29T09:00:00Z");
    private final InMemoryAllowances allowances = new InMemoryAllowances();
    private final RecordedHistory history = new RecordedHistory();
    private final EmbeddedQuotaLedger live = new EmbeddedQuotaLedger(allowances, new InMemoryAuditLog(), clock);
    private final List<Open> open = new ArrayList<>();
    private int requests;

    private record Open(Caller caller, int request, Reservation reservation) {}

    @Test
    void standsWhereTheLastProcessStood() {
        for (int seed = 0; seed < 150; seed++) {
            new QuotaRecoveryTest().standsWhereTheLastProcessStood(new Random(seed), "seed " + seed);
        }
    }

    private void standsWhereTheLastProcessStood(Random random, String seed) {
        List<Caller> callers =
                List.of(caller("key:a"), caller("key:b"), LedgerBench.caller("acme", "billing", "key:c"));
        callers.forEach(caller -> Scopes.of(caller).all().forEach(scope -> allowances.define(scope, limits(random))));
        int longestStep = random.nextBoolean() ? 300 : 3_600_000;
        for (int i = 0; i < 150; i++) {
            clock.advance(random.nextInt(longestStep) * 1000L + random.nextInt(1000));
            step(callers.get(random.nextInt(3)), random);
        }
        endAll();

        EmbeddedQuotaLedger restored = restored();

        for (int i = 0; i < 60; i++) {
            for (Caller caller : callers) {
                assertEquals(live.gauges(Scopes.of(caller)), restored.gauges(Scopes.of(caller)), seed);
                Need need = need(random);
                assertEquals(answer(live, caller, need), answer(restored, caller, need), seed);
            }
            clock.advance(random.nextInt(longestStep) * 1000L);
        }
    }

    private static Caller caller(String id) {
        return LedgerBench.caller("acme", "search", id);
    }

    private static Optional<Gauge> tokens(QuotaLedger ledger) {
        return Standing.of(ledger.gauges(Scopes.of(CALLER)), LedgerBench.MODEL).tokens();
    }

    private static Limit[] limits(Random random) {
        List<Limit> limits = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            for (Window window : Window.values()) {
                if (random.nextInt(5) == 0) {
                    boolean isCount = dimension == Dimension.REQUESTS || dimension == Dimension.CONCURRENCY;
                    Limit limit =
                            new Limit(dimension, window, (isCount ? 3 : 300) + random.nextInt(isCount ? 30 : 5000));
                    limits.add(random.nextInt(3) > 0 ? limit : limit.on(RecordedHistory.model(random.nextInt(2))));
                }
            }
        }
        limits.add(new Limit(Dimension.TOTAL_TOKENS, Window.DAY, 10_000));
        return limits.toArray(new Limit[0]);
    }

    private void step(Caller caller, Random random) {
        if (open.isEmpty() || random.nextInt(3) > 0) {
            admit(caller, need(random));
        } else {
            Open ended = open.remove(random.nextInt(open.size()));
            Usage reserved = ended.reservation().reserved();
            Usage used = new Usage(reserved.inputTokens(), random.nextLong(reserved.outputTokens() + 1));
            end(ended, random.nextBoolean() ? Kind.SETTLE : Kind.ABORT, used);
        }
    }

    private static Need need(Random random) {
        return random.nextBoolean()
                ? Need.exactly(random.nextInt(100), random.nextInt(400))
                : Need.upTo(random.nextInt(100), 1 + random.nextInt(400), 1);
    }

    private void admit(Caller caller, Need need) {
        try {
            Reservation reservation = live.reserve(LedgerBench.charge(caller, RecordedHistory.model(requests)), need);
            open.add(new Open(caller, requests, reservation));
            history.call(Kind.ADMIT, clock.instant(), caller, requests++, reservation.reserved(), null);
        } catch (Fault refused) {
            history.call(Kind.DENY, clock.instant(), caller, requests++, Usage.NONE, null);
        }
    }

    private void end(Open ended, Kind kind, Usage used) {
        Usage reserved = ended.reservation().reserved();
        ended.reservation().settle(used, "stop");
        history.call(kind, clock.instant(), ended.caller(), ended.request(), reserved, used);
    }

    /** Some of the calls that the process did not live to see the end of have an entry that says so. */
    private void endAll() {
        for (Open ended : open) {
            Usage reserved = ended.reservation().reserved();
            ended.reservation().settle(reserved, "stop");
            if (ended.request() % 2 == 0) {
                history.call(Kind.ORPHAN, clock.instant(), ended.caller(), ended.request(), reserved, null);
            }
        }
    }

    private EmbeddedQuotaLedger restored() {
        EmbeddedQuotaLedger restored = new EmbeddedQuotaLedger(allowances, new InMemoryAuditLog(), clock);
        restored.restore(history, clock.instant());
        return restored;
    }

    private static String answer(QuotaLedger ledger, Caller caller, Need need) {
        try {
            Reservation reservation = ledger.reserve(LedgerBench.charge(caller, LedgerBench.MODEL), need);
            reservation.settle(new Usage(need.inputTokens(), 1), "stop");
            return reservation.reserved().toString();
        } catch (Fault refused) {
            return refused.message();
        }
    }

    /** The bucket was empty all the time, longer than the log is read back. */
    @Test
    void aScopeThatIsAlwaysAtItsLimitGetsNoFreshBucket() {
        allowances.define(SCOPE, new Limit(Dimension.TOTAL_TOKENS, Window.DAY, 2400));
        clock.set("2026-03-01T00:00:00Z");
        admit(CALLER, Need.exactly(0, 2400));
        for (int hour = 0; hour < 24 * 60; hour++) {
            clock.advance(Duration.ofHours(1));
            admit(CALLER, Need.exactly(0, 100));
        }
        endAll();

        assertEquals(0, tokens(live).orElseThrow().remaining());
        assertEquals(live.gauges(Scopes.of(CALLER)), restored().gauges(Scopes.of(CALLER)));
    }

    /** Nobody knows how full the bucket was before; that it admitted the first call shows that there was room for it. */
    @Test
    void aCallRightWhereTheReadingBeginsLeavesNoDebt() {
        allowances.define(SCOPE, new Limit(Dimension.TOTAL_TOKENS, Window.DAY, 2400));
        history.add(AuditEntry.of(Kind.LIFECYCLE, "start").at(clock.instant()).build());
        clock.set("2026-06-01T00:00:00Z");
        for (int hour = 0; hour < 24 * 28; hour++) {
            admit(CALLER, Need.exactly(0, hour == 0 ? 2400 : 100));
            clock.advance(Duration.ofHours(1));
        }

        assertEquals(live.gauges(Scopes.of(CALLER)), restored().gauges(Scopes.of(CALLER)));
    }

    /** The first entry of all shows that nothing was used before it, however shortly before it the reading began. */
    @Test
    void aLogThatIsReadFromItsVeryBeginningLeavesNothingToGuess() {
        allowances.define(SCOPE, new Limit(Dimension.TOTAL_TOKENS, Window.DAY, 2400));
        clock.set("2026-04-28T12:00:00Z");
        for (int hour = 0; hour < 24 * 7; hour++) {
            admit(CALLER, Need.exactly(0, 100));
            clock.advance(Duration.ofHours(1));
        }
        clock.advance(Duration.ofHours(-1));

        assertEquals(2300, tokens(live).orElseThrow().remaining());
        assertEquals(live.gauges(Scopes.of(CALLER)), restored().gauges(Scopes.of(CALLER)));
    }

    @Test
    void readsBackToTheBeginningOfTheMonth() {
        allowances.define(SCOPE, new Limit(Dimension.TOTAL_TOKENS, Window.MONTH, 1000));
        clock.set("2026-03-31T23:00:00Z");
        admit(CALLER, Need.exactly(0, 900));
        clock.set("2026-04-01T00:00:00Z");
        admit(CALLER, Need.exactly(0, 300));
        clock.set("2026-04-29T12:00:00Z");
        endAll();

        assertEquals(700, tokens(live).orElseThrow().remaining());
        assertEquals(live.gauges(Scopes.of(CALLER)), restored().gauges(Scopes.of(CALLER)));
    }

    @Test
    void callsOfTheLastProcessHoldNoConcurrency() {
        allowances.define(SCOPE, new Limit(Dimension.CONCURRENCY, Window.MINUTE, 1));
        admit(CALLER, Need.exactly(1, 1));

        restored().reserve(LedgerBench.charge(CALLER, LedgerBench.MODEL), Need.exactly(1, 1));
    }

    @Test
    void anEndThatDoesNotSayWhatWasUsedChargesAll() {
        allowances.define(SCOPE, new Limit(Dimension.TOTAL_TOKENS, Window.MONTH, 1000));
        history.call(Kind.ADMIT, clock.instant(), CALLER, 1, new Usage(100, 100), null);
        history.call(Kind.ABORT, clock.instant(), CALLER, 1, new Usage(100, 100), null);
        history.call(Kind.ADMIT, clock.instant(), CALLER, 2, new Usage(100, 100), null);
        history.call(Kind.ORPHAN, clock.instant(), CALLER, 2, new Usage(100, 100), Usage.NONE);

        assertEquals(600, tokens(restored()).orElseThrow().remaining());
    }

    @Test
    void passesOverWhatIsNoCall() {
        history.add(AuditEntry.of(Kind.LIFECYCLE, "start").build());
        history.call(Kind.ADMIT, clock.instant(), caller("key:withoutAllowance"), 1, Usage.NONE, null);
        history.call(Kind.SETTLE, clock.instant(), caller("key:withoutAllowance"), 1, Usage.NONE, Usage.NONE);

        assertEquals(0, restored().size());
    }

    @Test
    void anEntryFromTheFutureDoesNotFreezeTheRefill() {
        allowances.define(SCOPE, new Limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 60));
        history.call(Kind.ADMIT, clock.instant().plus(Duration.ofDays(1)), CALLER, 1, new Usage(0, 60), null);

        EmbeddedQuotaLedger restored = restored();
        clock.advance(Duration.ofSeconds(10));

        assertEquals(10, tokens(restored).orElseThrow().remaining());
    }

    @Test
    void isRefusedOnceCallsWereServed() {
        allowances.define(SCOPE, new Allowance.Unlimited());
        live.reserve(LedgerBench.charge(CALLER, LedgerBench.MODEL), Need.exactly(1, 1));

        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> live.restore(history, clock.instant()));
        assertTrue(String.valueOf(refusal.getMessage()).contains("before the first reservation"));
    }
}
