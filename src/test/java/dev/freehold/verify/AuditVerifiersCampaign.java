package dev.freehold.verify;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both verifiers about many random logs, good and damaged. Run by {@code deploy/freehold campaign audit-verifiers}. */
class AuditVerifiersCampaign {
    private static final int LOGS = Integer.getInteger("campaign.logs", 10_000);
    private static final long SEED = Long.getLong("campaign.seed", 20_261_122);

    @TempDir
    Path temporary;

    @Test
    void theyNeverDisagree() throws Exception {
        try (Differential both = new Differential(temporary)) {
            both.attacks();
            Set<Integer> seen = both.random(LOGS, SEED);
            System.out.printf("%,d logs, no disagreement; exit codes that came up: %s%n", LOGS, seen);
        }
    }
}
