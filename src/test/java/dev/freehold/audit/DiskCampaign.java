package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts the power of a disk that fails besides, many times. Run by {@code deploy/freehold campaign disk}; {@link PowerCutTest} is its short form. */
class DiskCampaign {
    private static final int LOGS = 20;
    private static final int ROUNDS = Integer.getInteger("campaign.rounds", 1000) / LOGS;

    @TempDir
    Path home;

    @Test
    void nothingAcknowledgedIsMissing() throws Exception {
        report("power cuts", false);
    }

    @Test
    void nothingAcknowledgedIsMissingWhereTheDiskFailsToo() throws Exception {
        report("failing writes, syncs and opens, then a power cut", true);
    }

    /** The same campaign on a disk that only says that it has synced. */
    @Test
    void withoutSyncsItIsRed() throws Exception {
        int found = 0;
        for (int i = 0; i < LOGS; i++) {
            PowerCuts cuts =
                    new PowerCuts(home.resolve("none" + i), i).forgettingFiles().run(ROUNDS);
            found += cuts.missing() + cuts.unusable() > 0 ? 1 : 0;
        }
        System.out.printf("without syncs: %d of %d logs are red%n", found, LOGS);
        assertEquals(LOGS, found);
    }

    private void report(String what, boolean fails) throws Exception {
        long acknowledged = 0;
        for (int i = 0; i < LOGS; i++) {
            PowerCuts cuts = new PowerCuts(home.resolve(what + i), i);
            PowerCuts done = (fails ? cuts.failing() : cuts).run(ROUNDS);
            assertEquals(0, done.missing());
            assertEquals(0, done.unusable());
            acknowledged += done.acknowledged();
        }
        System.out.printf("%s: %d times, %d entries acknowledged, 0 missing%n", what, LOGS * ROUNDS, acknowledged);
        assertTrue(acknowledged > 0);
    }
}
