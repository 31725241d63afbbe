package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.store.PostgresServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged gateways on one PostgreSQL are one gateway, as far as anybody outside can tell. */
class ReplicasIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EMBEDDING = "{\"model\":\"freehold-embed\",\"input\":\"Hello\"}";
    private static final Duration REVOKED_EVERYWHERE = Duration.ofSeconds(5);

    @TempDir
    Path one;

    @TempDir
    Path two;

    @Test
    void shareKeysLimitsAndTheLogAndOutliveEachOther() throws Exception {
        Map<String, String> shared = GatewayProcess.shared(PostgresServer.newDatabase(), one);
        try (GatewayProcess first = GatewayProcess.start(one, shared);
                GatewayProcess second = GatewayProcess.start(two, shared)) {
            String admin = first.bootstrapKey();
            assertFalse(Files.exists(two.resolve("data/bootstrap-admin.key")), "one first key for both");
            assertFalse(Files.exists(one.resolve("data/freehold.db")), "no embedded database beside PostgreSQL");
            JsonNode key = JSON.readTree(first.post(
                            "/admin/v1/keys",
                            admin,
                            "{\"name\":\"three\",\"roles\":[\"inference\"],\"limits\":[{\"dimension\":\"requests\",\"window\":\"month\",\"amount\":3}]}")
                    .body());
            String caller = key.get("key").asText();

            assertEquals(List.of(200, 200, 200), calls(caller, second, first, second));
            assertEquals(List.of(429, 429), calls(caller, first, second));
            assertEquals(kinds(first, admin), kinds(second, admin));

            assertEquals(
                    200,
                    first.delete("/admin/v1/keys/" + key.get("id").asText(), admin)
                            .statusCode());
            assertEquals(List.of(401), calls(caller, first));
            Thread.sleep(REVOKED_EVERYWHERE);
            assertEquals(List.of(401), calls(caller, second));

            first.kill();
            assertEquals(List.of(200), calls(admin, second));
            assertTrue(kinds(second, admin).endsWith("admit settle "), kinds(second, admin));
            assertEquals(0, second.terminate());
        }
    }

    private static List<Integer> calls(String key, GatewayProcess... gateways) throws Exception {
        List<Integer> answers = new ArrayList<>();
        for (GatewayProcess gateway : gateways) {
            answers.add(gateway.post("/v1/embeddings", key, EMBEDDING).statusCode());
        }
        return answers;
    }

    /** Of the calls, oldest first. */
    private static String kinds(GatewayProcess gateway, String admin) throws Exception {
        HttpResponse<String> page = gateway.get("/admin/v1/audit?action=embeddings&limit=1000", admin);
        assertEquals(200, page.statusCode(), page.body());
        StringBuilder kinds = new StringBuilder();
        JsonNode entries = JSON.readTree(page.body()).get("entries");
        for (int i = entries.size() - 1; i >= 0; i--) {
            kinds.append(entries.get(i).get("kind").asText()).append(' ');
        }
        return kinds.toString();
    }
}
