package dev.freehold.registry.pull;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills pulls at random points; {@code deploy/freehold campaign pulls} runs it. */
class PullsCampaign {
    private static final int KILLS = Integer.getInteger("campaign.kills", 200);

    @TempDir
    Path home;

    @Test
    void theStoreIsWithoutTheModelOrHasItWhole() throws Exception {
        KilledPulls pulls = new KilledPulls(home, Long.getLong("campaign.seed", 1L));
        long start = System.nanoTime();
        pulls.run(KILLS);
        System.out.printf("%s, in %.0f s%n", pulls.report(), (System.nanoTime() - start) / 1e9);
    }
}
