package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.verify.Outcome;
import dev.freehold.verify.Progress;
import dev.freehold.verify.Summary;
import dev.freehold.verify.Task;
import dev.freehold.verify.Verdict;
import dev.freehold.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two sides of the format, which share no code, must agree on what the log writes. */
final class OfflineVerificationTest {
    @TempDir
    Path folder;

    @Test
    void whatTheLogWritesIsIntactToTheVerifier() throws IOException {
        SegmentedAuditLog log = new SegmentedAuditLog(LogSettings.in(folder).segments(8_192), LeafWatch.NONE);
        for (int call = 0; call < 60; call++) {
            log.record(Entries.call(Kind.ADMIT, "req_" + call));
            log.record(Entries.call(call % 7 == 0 ? Kind.ABORT : Kind.SETTLE, "req_" + call));
            log.record(
                    AuditEntry.of(Kind.DENY, "request").outcome("rate_limited").build());
            log.record(Entries.admin("\u00e4\ud83d\ude00\"\\\n\u0001 " + call));
        }
        log.record(Entries.call(Kind.ADMIT, "req_left"));
        log.close();
        Verdict verdict = verify();
        assertEquals(Outcome.INTACT, verdict.outcome(), () -> Summary.of(verdict));
        assertEquals(241, verdict.facts().entries());
        assertEquals(1, verdict.facts().openCalls());
        new SegmentedAuditLog(LogSettings.in(folder), LeafWatch.NONE).close();
        assertEquals(0, verify().facts().openCalls());
        assertEquals(1L, verify().facts().kinds().get("orphan"));
    }

    private Verdict verify() throws IOException {
        return Verification.of(new Task(folder, List.of(), List.of(), List.of(), Duration.ofHours(1)), Progress.NONE);
    }
}
