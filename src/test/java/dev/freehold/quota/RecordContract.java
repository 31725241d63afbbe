package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditEntry.Tokens;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No charge without a record, no record without a charge. */
abstract class RecordContract extends LedgerBench {

    private List<AuditEntry> entries() {
        List<AuditEntry> entries = new ArrayList<>();
        backend.log().since(0, recorded -> entries.add(recorded.entry()));
        return entries;
    }

    @Test
    void writesDownWhatItChargedWhomForWhat() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000));
        Charge charge = charge(CALLER, MODEL);

        Reservation reservation = ledger.reserve(charge, Need.upTo(100, 5000, 1));
        reservation.admission().join();
        assertFalse(reservation.isLapsed());
        reservation.settle(new Usage(100, 50), "stop");

        List<AuditEntry> entries = entries();
        assertEquals(List.of(Kind.ADMIT, Kind.SETTLE), kinds());
        for (AuditEntry entry : entries) {
            assertEquals(charge.request(), entry.request());
            assertEquals(AuditEntry.Actor.of(CALLER), entry.actor());
            assertEquals(new AuditEntry.Model("m", "sha256:0"), entry.model());
        }
        assertEquals(new Tokens(new Usage(100, 900), null), entries.getFirst().tokens());
        assertEquals(
                new Tokens(new Usage(100, 900), new Usage(100, 50)),
                entries.getLast().tokens());
        assertEquals("stop", entries.getLast().outcome());
    }

    private List<Kind> kinds() {
        return entries().stream().map(AuditEntry::kind).toList();
    }

    @Test
    void aRefusalIsNoAdmission() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 10));

        refused(1, 10);
        backend.allowances().define(Scope.caller("acme", "key:other"), new Allowance.Unlimited());

        assertEquals(List.of(), kinds());
    }

    @Test
    void aCallEndsOnce() throws Exception {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 1000));
        Reservation settled = reserve(0, 300);
        settled.settle(new Usage(0, 300), "stop");
        settled.settle(Usage.NONE, "stop");
        settled.abort(Usage.NONE, FaultCode.CANCELLED);
        Reservation aborted = reserve(0, 300);
        aborted.abort(new Usage(0, 100), FaultCode.CANCELLED);
        aborted.settle(Usage.NONE, "stop");

        assertEquals(600, tokens().remaining());
        for (int i = 0; i < 200 && kinds().size() < 4; i++) {
            Thread.sleep(10);
        }
        assertEquals(List.of(Kind.ADMIT, Kind.SETTLE, Kind.ADMIT, Kind.ABORT), kinds());
    }

    @Test
    void whatTheLogSaysWasUsedIsWhatIsCharged() {
        allow(limit(Dimension.TOTAL_TOKENS, Window.MONTH, 1000));
        for (int i = 1; i <= 10; i++) {
            settle(reserve(i, 50), new Usage(i, 2L * i));
        }

        long recorded = entries().stream()
                .filter(entry -> entry.kind() == Kind.SETTLE)
                .mapToLong(entry -> entry.tokens() == null || entry.tokens().used() == null
                        ? 0
                        : entry.tokens().used().totalTokens())
                .sum();
        assertEquals(1000 - tokens().remaining(), recorded);
    }
}
