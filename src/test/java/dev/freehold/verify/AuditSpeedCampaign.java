package dev.freehold.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many entries a second the verifier checks, tiles and all. Run by {@code deploy/freehold campaign audit-speed}. */
class AuditSpeedCampaign {
    private static final int ENTRIES = Integer.getInteger("campaign.entries", 300_001);
    private static final int ROUNDS = 5;

    @TempDir
    Path temporary;

    @Test
    void entriesASecond() throws Exception {
        MadeLog log = MadeLog.of(TestKey.log(MadeLog.NAME), ENTRIES);
        log.entriesInASegment = 1_500;
        log.write(temporary);
        for (int round = 0; round < ROUNDS; round++) {
            long started = System.nanoTime();
            Verdict verdict = Verification.of(
                    new Task(temporary, List.of(), List.of(), List.of(), Duration.ofHours(1)), Progress.NONE);
            double seconds = (System.nanoTime() - started) / 1e9;
            assertEquals(Outcome.INTACT, verdict.outcome(), () -> Summary.of(verdict));
            System.out.printf("%,d entries in %.2f s: %,.0f a second%n", ENTRIES, seconds, ENTRIES / seconds);
        }
    }
}
