package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.fuzz.FuzzRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged gateway and many bad requests; none may find a failure of ours. Run by {@code deploy/freehold campaign fuzz}. */
class FuzzCampaign {
    private static final long REQUESTS = Long.getLong("campaign.requests", 100_000);
    private static final long SEED = Long.getLong("campaign.seed", 1);

    @TempDir
    Path home;

    @Test
    void noRequestFindsAFailureOfOurs() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            FuzzRun run =
                    new FuzzRun(gateway.request("/", "none").build().uri(), gateway.bootstrapKey(), gateway.openApi());
            long start = System.nanoTime();
            List<String> complaints = run.send(REQUESTS, SEED);
            double seconds = (System.nanoTime() - start) / 1e9;

            System.out.printf(
                    "%d requests, seed %d, %.0f s, %d complaints%n%s%n",
                    REQUESTS, SEED, seconds, complaints.size(), run.answers());
            assertEquals(List.of(), complaints);
            assertTrue(gateway.get("/v1/models").statusCode() == 200);
        }
    }
}
