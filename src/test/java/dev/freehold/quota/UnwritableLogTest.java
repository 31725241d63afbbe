package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.InMemoryAuditLog;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the embedded ledger does when it cannot write down what it charges. */
class UnwritableLogTest {
    private static final Scopes SCOPES = Scopes.of(LedgerBench.CALLER);

    private final InMemoryAllowances allowances = new InMemoryAllowances();
    private final InMemoryAuditLog log = new InMemoryAuditLog();
    private final EmbeddedQuotaLedger ledger =
            new EmbeddedQuotaLedger(allowances, log, new ManualClock("2026-03-10T12:00:00Z"));

    private Reservation reserve(long output) {
        return ledger.reserve(LedgerBench.charge(LedgerBench.CALLER, LedgerBench.MODEL), Need.exactly(0, output));
    }

    private List<Long> remaining() {
        return ledger.gauges(SCOPES).stream().map(Gauge::remaining).toList();
    }

    private void allow(long tokens) {
        allowances.define(
                SCOPES.caller(),
                new Limit(Dimension.TOTAL_TOKENS, Window.MONTH, tokens),
                new Limit(Dimension.CONCURRENCY, Window.MINUTE, 1));
    }

    @Test
    void aCallWhoseAdmissionIsNotRecordedIsNotCharged() {
        allow(1000);
        log.writable(false);
        Reservation reservation = reserve(400);
        assertTrue(reservation.admission().isCompletedExceptionally());

        log.writable(true);
        reservation.abort(Usage.NONE, FaultCode.AUDIT_UNAVAILABLE);

        assertEquals(List.of(1000L, 1L), remaining());
        assertEquals(List.of(), log.entries(), "there is no end of what has not begun");
    }

    @Test
    void whatWasDeliveredStaysChargedWhenItsEndIsNotRecorded() {
        allow(1000);
        Reservation reservation = reserve(400);
        log.writable(false);

        Fault fault = assertThrows(Fault.class, () -> reservation.settle(new Usage(0, 300), "stop"));

        assertEquals(FaultCode.AUDIT_UNAVAILABLE, fault.code());
        assertEquals(List.of(700L, 1L), remaining());
    }

    /** More tokens than a number in JSON can say. */
    @Test
    void whatCannotBeSaidIsNotTaken() {
        allow(Long.MAX_VALUE);

        assertThrows(IllegalArgumentException.class, () -> reserve(LedgerBench.MOST + 2));

        assertEquals(List.of(Long.MAX_VALUE, 1L), remaining());
    }
}
