package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link DiskCampaign}. */
final class PowerCutTest {
    private static final int ROUNDS = 25;

    @TempDir
    Path home;

    @Test
    void aPowerCutTakesNothingThatWasAcknowledged() throws Exception {
        PowerCuts cuts = new PowerCuts(home, 1).run(ROUNDS);
        assertEquals(0, cuts.missing());
        assertEquals(0, cuts.unusable());
        assertTrue(cuts.acknowledged() > 100, cuts.acknowledged() + " entries");
    }

    @Test
    void norDoesADiskThatFailsBeforehand() throws Exception {
        PowerCuts cuts = new PowerCuts(home, 2).failing().run(ROUNDS);
        assertEquals(0, cuts.missing());
        assertEquals(0, cuts.unusable());
        assertTrue(cuts.acknowledged() > 100, cuts.acknowledged() + " entries");
    }

    /** Without syncs it is seen, or the tests above would prove nothing. */
    @Test
    void aLogThatDoesNotSyncItsFilesIsFoundOut() throws Exception {
        PowerCuts cuts = new PowerCuts(home, 3).forgettingFiles().run(ROUNDS);
        assertTrue(cuts.missing() + cuts.unusable() > 0);
    }

    @Test
    void aLogThatDoesNotSyncTheNamesOfItsFilesIsFoundOut() throws Exception {
        PowerCuts cuts = new PowerCuts(home, 4).forgettingNames().run(ROUNDS);
        assertTrue(cuts.missing() + cuts.unusable() > 0);
    }
}
