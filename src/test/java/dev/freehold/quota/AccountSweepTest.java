package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.InMemoryAuditLog;
import dev.freehold.core.Fault;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scopes that came and went take no memory, and forgetting them changes no answer. */
class AccountSweepTest {
    private final ManualClock clock = new ManualClock("2026-03-10T12:00:00Z");
    private final InMemoryAllowances allowances = new InMemoryAllowances();
    private final EmbeddedQuotaLedger ledger = new EmbeddedQuotaLedger(allowances, new InMemoryAuditLog(), clock);

    @Test
    void forgetsScopesWhoseBucketsAreFullAgain() {
        manyComeAndGo();

        assertTrue(ledger.size() <= 1024, () -> ledger.size() + " accounts");
    }

    private static Scope scope(String id) {
        return Scope.caller("acme", id);
    }

    private Reservation reserve(String id, Need need) {
        return ledger.reserve(LedgerBench.charge(LedgerBench.caller("acme", "search", id), LedgerBench.MODEL), need);
    }

    private void manyComeAndGo() {
        for (int i = 0; i < 50_000; i++) {
            allowances.define(scope("key:" + i), new Limit(Dimension.REQUESTS, Window.MINUTE, 60));
            clock.advance(Duration.ofMillis(10));
            reserve("key:" + i, Need.exactly(0, 0)).settle(Usage.NONE, "stop");
        }
    }

    @Test
    void remembersThoseThatUsedSomethingOrStillRun() {
        allowances.define(scope("key:used"), new Limit(Dimension.REQUESTS, Window.MONTH, 1));
        allowances.define(scope("key:running"), new Limit(Dimension.CONCURRENCY, Window.MINUTE, 1));
        reserve("key:used", Need.exactly(0, 0)).settle(Usage.NONE, "stop");
        Reservation running = reserve("key:running", Need.exactly(0, 0));

        manyComeAndGo();

        assertThrows(Fault.class, () -> reserve("key:used", Need.exactly(0, 0)));
        assertThrows(Fault.class, () -> reserve("key:running", Need.exactly(0, 0)));
        running.settle(Usage.NONE, "stop");
        reserve("key:running", Need.exactly(0, 0));
    }

    @Test
    void unknownScopesAreForgottenToo() {
        for (int i = 0; i < 5000; i++) {
            String id = "key:" + i;
            assertThrows(Fault.class, () -> reserve(id, Need.exactly(0, 0)));
        }

        assertTrue(ledger.size() <= 1024);
        assertEquals(List.of(), ledger.gauges(Scopes.of("acme", "search", "key:never")));
    }
}
