package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static dev.freehold.TestKeys.limit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that leave in the middle. */
@QuarkusTest
class DisconnectIT {
    private static final int MAX_TOKENS = 900;
    private static final String REQUEST = """
            {"model":"freehold-guide","prompt":"Freehold","temperature":2,"seed":%d,"max_tokens":%d,"stream":%s}""";

    @TestHTTPResource
    URI address = URI.create("/");

    /** Asks for a long answer in a crowd, and hangs up once it is under way; again if the answer was quicker. */
    private JsonPath hangUpInTime(String key, boolean streaming) throws Exception {
        String others = TestKeys.create("inference");
        for (int seed = 1; seed <= 20; seed++) {
            crowd(others, seed);
            askAndHangUp(key, streaming, seed);
            JsonPath last = lastCall(key);
            if ("abort".equals(last.getString("entries[0].kind"))) {
                return last;
            }
        }
        return fail("no client left while its call was running");
    }

    /** Others who keep the model busy; nobody waits for them. */
    private static void crowd(String key, int seed) throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            String body = REQUEST.formatted(100 * seed + i, MAX_TOKENS, false);
            Thread.startVirtualThread(
                    () -> as(key).contentType(ContentType.JSON).body(body).post("/v1/completions"));
        }
        Thread.sleep(40);
    }

    private void askAndHangUp(String key, boolean streaming, int seed) throws Exception {
        String body = REQUEST.formatted(seed, MAX_TOKENS, streaming);
        String request = "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            if (streaming) {
                assertEquals(1000, socket.getInputStream().readNBytes(1000).length);
            } else {
                Thread.sleep(20L * seed); // or the call may not have been admitted yet
            }
        }
    }

    private static JsonPath lastCall(String key) throws InterruptedException {
        String actor = "key:" + key.substring("fh_live_".length(), "fh_live_".length() + 10);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (true) {
            JsonPath page = as(TestKeys.bootstrap())
                    .queryParam("actor", actor)
                    .queryParam("limit", 1)
                    .get("/admin/v1/audit")
                    .jsonPath();
            List<String> kinds = page.getList("entries.kind");
            if ((!kinds.isEmpty() && !kinds.getFirst().equals("admit")) || System.nanoTime() > deadline) {
                return page;
            }
            Thread.sleep(20);
        }
    }

    @Test
    void leavingAStreamStopsItAndChargesWhatWasWritten() throws Exception {
        String key = TestKeys.create(Map.of(
                "name",
                "leaver",
                "roles",
                List.of("inference"),
                "limits",
                List.of(limit("output_tokens", "month", 100_000))));
        JsonPath last = hangUpInTime(key, true);
        int used = last.getInt("entries[0].tokens.used.output");
        assertEquals("cancelled", last.getString("entries[0].outcome"));
        assertTrue(used > 0 && used < MAX_TOKENS, "used " + used);
        int remaining = Integer.parseInt(as(key).get("/v1/models").header("x-ratelimit-remaining-tokens"));
        assertTrue(remaining > 100_000 - 20 * MAX_TOKENS && remaining <= 100_000 - used, remaining + " left");
    }

    @Test
    void leavingAnAnswerThatIsNotStreamedStopsIt() throws Exception {
        JsonPath last = hangUpInTime(TestKeys.create("inference"), false);
        assertTrue(last.getInt("entries[0].tokens.used.output") < MAX_TOKENS);
    }
}
