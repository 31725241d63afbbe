package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freehold.store.PostgresServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways on one PostgreSQL behind nginx are restarted in turn, over and over, while clients stream: no stream that is shorter than the
 * drain limit may fail. Run by {@code deploy/freehold campaign rollout}, ten minutes, or {@code -Dcampaign.seconds=90}.
 */
class RolloutCampaign {
    private static final int GATEWAYS = 3;
    private static final int CLIENTS = Integer.getInteger("campaign.clients", 12);
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("campaign.seconds", 600));
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    /** The end of a text is ruled out, so that each stream takes its while. */
    private static final String STREAM = """
            {"model":"freehold-guide","prompt":"Freehold","max_tokens":900,"temperature":2,"stream":true,"logit_bias":{"2":-100}}""";

    @TempDir
    Path home;

    @Test
    void noStreamFailsWhileAllGatewaysAreRestartedInTurn() throws Exception {
        assumeTrue(Files.isExecutable(Balancer.NGINX), "nginx is not installed");
        Map<String, String> settings = new HashMap<>(GatewayProcess.shared(PostgresServer.newDatabase(), home));
        settings.putAll(Map.of("FREEHOLD_INFERENCE_DRAIN", "120s", "QUARKUS_LOG_LEVEL", "WARN"));
        List<GatewayProcess> gateways = new ArrayList<>();
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(GatewayProcess.start(Files.createDirectories(home.resolve("gateway-" + i)), settings));
        }
        String key = gateways.getFirst().bootstrapKey();
        try (Balancer balancer =
                Balancer.start(home, gateways.stream().map(GatewayProcess::port).toList())) {
            Traffic traffic = Traffic.start(CLIENTS, request(balancer, key), "data: [DONE]\n\n");
            int restarts = restartInTurn(gateways);
            Traffic.Result result = traffic.stop();
            System.out.printf("%d restarts in %d s: %s%n", restarts, LENGTH.toSeconds(), result.inWords());

            assertTrue(restarts >= GATEWAYS, "each was restarted");
            assertEquals(List.of(), result.failures());
            assertEquals(0, result.refused(), "the balancer always found somebody");
        } finally {
            gateways.forEach(GatewayProcess::close);
        }
    }

    private static HttpRequest request(Balancer balancer, String key) {
        return HttpRequest.newBuilder(URI.create(balancer.address() + "/v1/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(STREAM))
                .build();
    }

    private static int restartInTurn(List<GatewayProcess> gateways) throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        int restarts = 0;
        while (System.nanoTime() < end) {
            Thread.sleep(BETWEEN);
            int next = restarts++ % GATEWAYS;
            GatewayProcess old = gateways.get(next);
            old.askToStop();
            assertEquals(0, old.exitCode(Duration.ofMinutes(3)));
            gateways.set(next, old.again());
        }
        return restarts;
    }
}
