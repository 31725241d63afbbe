package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.freehold.StreamingCrowd;
import dev.freehold.SwappedModel;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Swaps a model of the packaged gateway again and again while many clients have its answers streamed to them. Run by
 * {@code deploy/freehold campaign swaps}; {@code LivingModelsIT} has its short form.
 */
class SwapsCampaign {
    private static final int SWAPS = Integer.getInteger("campaign.swaps", 100);
    private static final int CLIENTS = Integer.getInteger("campaign.clients", 64);
    private static final String NAME = "swapped";

    @TempDir
    Path home;

    @Test
    void noStreamFails() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            SwappedModel model = SwappedModel.copy(home.resolve("data"), NAME);
            String key = gateway.bootstrapKey();
            load(gateway, key);
            long start = System.nanoTime();
            URI address = gateway.request("/", key).build().uri();
            StreamingCrowd crowd = new StreamingCrowd(address, key, NAME, CLIENTS, 60);
            try {
                for (int swap = 0; swap < SWAPS; swap++) {
                    int before = crowd.answered();
                    model.swap(swap);
                    load(gateway, key);
                    while (crowd.answered() < before + CLIENTS / 2
                            && crowd.complaints().isEmpty()) {
                        Thread.sleep(10);
                    }
                }
            } finally {
                crowd.finish();
            }
            System.out.printf(
                    "%d swaps under %d clients in %.0f s: %d streams in full, %d failed; %s%n",
                    SWAPS,
                    CLIENTS,
                    (System.nanoTime() - start) / 1e9,
                    crowd.answered(),
                    crowd.complaints().size(),
                    gateway.residentMemory());
            assertEquals(List.of(), crowd.complaints());
            String models = gateway.get("/admin/v1/models").body();
            for (int i = 0; i < 100 && models.matches("(?s).*\"draining\":[1-9].*"); i++) {
                Thread.sleep(100);
                models = gateway.get("/admin/v1/models").body();
            }
            assertFalse(models.matches("(?s).*\"draining\":[1-9].*"), "memory is given back");
        }
    }

    private static void load(GatewayProcess gateway, String key) throws Exception {
        assertEquals(
                200, gateway.post("/admin/v1/models/" + NAME + "/load", key, "").statusCode());
    }
}
