package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
    private final InMemoryAuditLog log = new InMemoryAuditLog();
    private Instant now = Instant.parse("2026-11-22T05:16:00Z");
    private final Refusals refusals = new Refusals(log, () -> now);

    @Test
    void recordsTenInFullAndTheRestAsANumber() {
        refuse("10.0.0.1", FaultCode.UNAUTHENTICATED, 25);
        assertEquals(10, log.entries().size());
        now = now.plusSeconds(60);
        refuse("10.0.0.2", FaultCode.UNAUTHENTICATED, 1);
        List<AuditEntry> summaries = summaries();
        assertEquals(1, summaries.size());
        assertEquals(Kind.DENY, summaries.getFirst().kind());
        assertEquals("10.0.0.1 15", summaries.getFirst().target());
        assertEquals("unauthenticated", summaries.getFirst().outcome());
    }

    @Test
    void countsSourcesAndReasonsApart() {
        refuse("10.0.0.1", FaultCode.UNAUTHENTICATED, 10);
        refuse("10.0.0.1", FaultCode.FORBIDDEN, 10);
        refuse("10.0.0.2", FaultCode.UNAUTHENTICATED, 10);
        assertEquals(30, log.entries().size());
        refusals.flush();
        assertEquals(List.of(), summaries());
    }

    @Test
    void startsAgainEveryMinute() {
        refuse("10.0.0.1", FaultCode.UNAUTHENTICATED, 10);
        now = now.plusSeconds(60);
        refuse("10.0.0.1", FaultCode.UNAUTHENTICATED, 10);
        assertEquals(20, log.entries().size());
    }

    @Test
    void countsTogetherWhatComesFromTooManySources() {
        for (int i = 0; i < 6000; i++) {
            refuse("10.0.0." + i, FaultCode.UNAUTHENTICATED, 1);
        }
        refusals.flush();
        assertEquals("others 1894", summaries().getFirst().target());
        assertEquals(6000, log.entries().size() - 1 + 1894);
    }

    @Test
    void refusesWithoutARecordOnlyByAFault() {
        log.writable(false);
        assertThrows(Fault.class, () -> refuse("10.0.0.1", FaultCode.UNAUTHENTICATED, 1));
    }

    @Test
    void carriesTheCountOverWhenItCannotBeWritten() {
        refuse("10.0.0.1", FaultCode.UNAUTHENTICATED, 12);
        log.writable(false);
        refusals.flush();
        log.writable(true);
        refusals.flush();
        assertEquals("10.0.0.1 2", summaries().getFirst().target());
    }

    @Test
    void writesTheSummaryWhenTheMinuteIsOverEvenIfTheFloodHasEnded() throws InterruptedException {
        now = Instant.parse("2026-11-22T05:16:59.900Z");
        refuse("10.0.0.1", FaultCode.UNAUTHENTICATED, 11);
        now = now.plusSeconds(1);
        for (int i = 0; i < 500 && summaries().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertTrue(summaries().size() == 1);
    }

    private void refuse(String source, FaultCode reason, int times) {
        for (int i = 0; i < times; i++) {
            refusals.record(
                    source,
                    AuditEntry.of(Kind.DENY, "chat.completions").outcome(reason).build());
        }
    }

    private List<AuditEntry> summaries() {
        return log.entries().stream()
                .filter(entry -> entry.action().equals("refusals.summary"))
                .toList();
    }
}
