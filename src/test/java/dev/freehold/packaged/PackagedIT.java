package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the packaged program can show: first start, crash, stop. */
class PackagedIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT = "/v1/chat/completions";
    private static final String QUESTION = """
            {"model":"freehold-guide","stream":%s,"messages":[{"role":"user","content":"How do I start Freehold?"}]}""";

    @TempDir
    Path home;

    @Test
    void theFirstStartNamesTheKeysFileAndNeverTheKey() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            String key = gateway.bootstrapKey();
            assertTrue(gateway.output()
                    .contains(home.resolve("data/bootstrap-admin.key").toString()));
            assertTrue(gateway.output().contains("freehold-guide"));
            assertFalse(gateway.output().contains(key));
            assertEquals(200, gateway.post(CHAT, key, QUESTION.formatted(false)).statusCode());
            assertEquals(0, gateway.terminate());
            assertEquals(List.of(), gateway.strayFiles());
        }
        try (Collector collector = new Collector();
                GatewayProcess again = GatewayProcess.start(
                        home,
                        Map.of(
                                "FREEHOLD_TRACES_TO",
                                collector.address(),
                                "FREEHOLD_ENERGY_POWERCAP",
                                home.toString(),
                                "FREEHOLD_ENERGY_WATTS",
                                "30",
                                "FREEHOLD_ENERGY_GRID_INTENSITY",
                                "400"))) {
            assertFalse(again.output().contains("first key"), again.output());
            tellsWhatACallDrew(again);
            tellsWhichWayACallWentAndNothingThatWasSaid(again, collector);
            assertEquals(0, again.terminate());
        }
    }

    private static void tellsWhatACallDrew(GatewayProcess gateway) throws Exception {
        String key = gateway.bootstrapKey();
        for (String[] call : List.of(
                new String[] {CHAT, QUESTION.formatted(false)},
                new String[] {"/v1/embeddings", "{\"model\":\"freehold-embed\",\"input\":\"Hello\"}"})) {
            HttpRequest request = gateway.request(call[0], key)
                    .header("Freehold-Usage", "energy")
                    .POST(HttpRequest.BodyPublishers.ofString(call[1]))
                    .build();
            JsonNode usage = JSON.readTree(gateway.send(request)).at("/usage");
            JsonNode told = usage.at("/freehold");
            assertTrue(told.at("/energy_joules").asDouble() > 0, usage.toString());
            assertEquals("estimate", told.at("/energy_source").asText());
            assertEquals(
                    told.at("/energy_joules").asDouble()
                            / usage.at("/total_tokens").asLong(),
                    told.at("/energy_joules_per_token").asDouble(),
                    1e-9);
            assertEquals(
                    told.at("/energy_joules").asDouble() / 3.6e6 * 400,
                    told.at("/co2e_grams").asDouble(),
                    1e-9);
            JsonNode entry = newest(gateway, "kind=settle");
            assertEquals(
                    told.at("/energy_joules").asDouble(), entry.at("/energy/uj").asLong() / 1e6, entry.toString());
        }
        String report = gateway.get("/admin/v1/usage?group_by=model").body();
        for (JsonNode line : JSON.readTree(report).at("/usage")) {
            assertTrue(line.at("/energy_joules").asDouble() > 0, report);
        }
        assertTrue(gateway.metrics()
                .contains("freehold_energy_joules_total{model=\"freehold-guide\",source=\"estimate\""));
        assertTrue(gateway.metrics().contains("freehold_energy_co2e_grams_total{"));
    }

    private static void tellsWhichWayACallWentAndNothingThatWasSaid(GatewayProcess gateway, Collector collector)
            throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String canary = "quetzalcoatl";
        HttpRequest request = gateway.request(CHAT, gateway.bootstrapKey())
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .POST(HttpRequest.BodyPublishers.ofString(
                        QUESTION.formatted(false).replace("How do I start Freehold?", canary)))
                .build();
        String answer = JSON.readTree(gateway.send(request))
                .at("/choices/0/message/content")
                .asText();
        String told = collector.awaitText("\"parentSpanId\":\"b7ad6b7169203331\"");

        assertTrue(told.contains("\"traceId\":\"" + trace + "\""), told);
        for (String phase :
                List.of("authenticate", "reserve", "audit commit", "queue", "prefill", "decode", "run", "settle")) {
            assertTrue(told.contains("\"name\":\"" + phase + "\""), () -> phase + " is missing in " + told);
        }
        assertTrue(told.contains("\"name\":\"POST /v1/chat/completions\""), told);
        for (String said : List.of(canary, "How do I start", answer, gateway.bootstrapKey())) {
            assertFalse(told.contains(said), () -> said + " is in " + told);
        }
    }

    @Test
    void aKillLosesNoAcknowledgedAnswerAndClosesTheBooks() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        for (int round = 0; round < 3; round++) {
            try (GatewayProcess gateway = GatewayProcess.start(home)) {
                List<Thread> clients = clients(gateway, acknowledged);
                Thread.sleep(ThreadLocalRandom.current().nextLong(400, 1500));
                gateway.kill();
                for (Thread client : clients) {
                    client.join();
                }
            }
        }
        assertTrue(acknowledged.size() >= 3, "only " + acknowledged.size() + " answers in all rounds");
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            Map<String, List<String>> lives = lives(gateway);
            for (String request : acknowledged) {
                assertEquals(List.of("admit", "settle"), lives.get(request), "the life of " + request);
            }
            lives.forEach((request, kinds) -> assertEquals(2, kinds.size(), request + " was " + kinds));
        }
    }

    private static List<Thread> clients(GatewayProcess gateway, Set<String> acknowledged) throws IOException {
        String key = gateway.bootstrapKey();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            boolean streaming = i % 2 == 0;
            clients.add(Thread.ofVirtual().start(() -> askUntilItDies(gateway, key, streaming, acknowledged)));
        }
        return clients;
    }

    private static void askUntilItDies(
            GatewayProcess gateway, String key, boolean streaming, Set<String> acknowledged) {
        try {
            while (true) {
                HttpResponse<String> answer = gateway.post(CHAT, key, QUESTION.formatted(streaming));
                boolean whole = !streaming || answer.body().endsWith("data: [DONE]\n\n");
                if (answer.statusCode() == 200 && whole) {
                    acknowledged.add(answer.headers().firstValue("x-request-id").orElseThrow());
                }
            }
        } catch (IOException killed) {
            // This is what the test is about.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The kinds of the entries of each call, in the order of the log. */
    private static Map<String, List<String>> lives(GatewayProcess gateway) throws Exception {
        Map<String, List<String>> lives = new HashMap<>();
        String cursor = "";
        do {
            HttpResponse<String> answer = gateway.get("/admin/v1/audit?limit=1000&action=chat.completions" + cursor);
            assertEquals(200, answer.statusCode(), () -> answer.body() + gateway.output());
            JsonNode page = JSON.readTree(answer.body());
            for (JsonNode entry : page.get("entries")) {
                lives.computeIfAbsent(entry.get("request").asText(), request -> new ArrayList<>())
                        .addFirst(entry.get("kind").asText());
            }
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asText();
        } while (!cursor.isEmpty());
        return lives;
    }

    @Test
    void limitsSurviveAKill() throws Exception {
        String key;
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            key = JSON.readTree(gateway.post(
                                    "/admin/v1/keys",
                                    gateway.bootstrapKey(),
                                    "{\"name\":\"two\",\"roles\":[\"inference\"],\"limits\":[{\"dimension\":\"requests\",\"window\":\"month\",\"amount\":2}]}")
                            .body())
                    .get("key")
                    .asText();
            assertEquals(200, gateway.post(CHAT, key, QUESTION.formatted(false)).statusCode());
            gateway.kill();
        }
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            assertEquals(200, gateway.post(CHAT, key, QUESTION.formatted(false)).statusCode());
            assertEquals(429, gateway.post(CHAT, key, QUESTION.formatted(false)).statusCode());
        }
    }

    /** Who is inside may finish, who comes is sent elsewhere, who stays too long is told so; then the books are closed. */
    @Test
    void aStopLetsARunningStreamFinishAndCutsOffWhatTakesTooLong() throws Exception {
        Map<String, String> patient = Map.of("FREEHOLD_SHUTDOWN_NOTICE", "300ms", "FREEHOLD_INFERENCE_DRAIN", "60s");
        try (GatewayProcess gateway = GatewayProcess.start(home, patient)) {
            String key = gateway.bootstrapKey();
            List<CompletableFuture<String>> streams = beginnings(gateway, 4);
            Socket inside = gateway.unfinishedRequest();
            gateway.askToStop();
            awaitNotReady(gateway);
            assertEquals(200, gateway.get("/v1/models", key).statusCode(), "during the notice, requests are served");
            HttpResponse<String> refused = awaitRefusal(gateway, key);
            assertTrue(refused.body().contains("shutting_down"), refused.body());
            assertEquals("1", refused.headers().firstValue("retry-after").orElseThrow());
            assertEquals("close", refused.headers().firstValue("connection").orElseThrow());
            for (CompletableFuture<String> stream : streams) {
                assertTrue(stream.get().endsWith("data: [DONE]\n\n"), stream.get());
            }
            assertTrue(gateway.isAlive(), "somebody is still inside");
            inside.close();
            assertEquals(0, gateway.exitCode());
            assertFalse(gateway.output().contains("SIGSEGV"), gateway.output());
            assertEquals(List.of(), gateway.strayFiles());
        }
        Map<String, String> hasty = Map.of("FREEHOLD_INFERENCE_DRAIN", "30ms");
        try (GatewayProcess again = GatewayProcess.start(home, hasty)) {
            assertEquals(
                    "settle", newest(again, "action=completions").get("kind").asText());
            assertEquals("lifecycle", newest(again, "action=stop").get("kind").asText());
            List<CompletableFuture<String>> streams = beginnings(again, 16);
            again.askToStop();
            assertEquals(0, again.exitCode());
            int cutOff = 0;
            for (CompletableFuture<String> stream : streams) {
                String last = stream.get().substring(stream.get().lastIndexOf("data: "));
                assertTrue(last.contains("[DONE]") || last.contains("shutting_down"), last);
                cutOff += last.contains("shutting_down") ? 1 : 0;
            }
            assertTrue(cutOff > 0, "all of them were done within the limit");
        }
        outputOf("audit", "verify", home.resolve("data/audit").toString()); // ends with 0: each call has its one end
    }

    /** Waits for the first event of each stream, which may not end by itself; the rest comes later. */
    private static List<CompletableFuture<String>> beginnings(GatewayProcess gateway, int count) throws Exception {
        List<CompletableFuture<String>> rests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var answer = gateway.open("/v1/completions", gateway.bootstrapKey(), """
                    {"model":"freehold-guide","prompt":"Freehold","max_tokens":900,"temperature":2,"stream":true,
                     "logit_bias":{"2":-100}}""");
            assertTrue(new String(answer.body().readNBytes(6), StandardCharsets.UTF_8).startsWith("data: "));
            rests.add(CompletableFuture.supplyAsync(
                    () -> new String(readAll(answer.body()), StandardCharsets.UTF_8), Thread::startVirtualThread));
        }
        return rests;
    }

    /** As a balancer asks that knows no HTTP/2. */
    private static HttpResponse<String> awaitRefusal(GatewayProcess gateway, String key) throws Exception {
        HttpRequest request = gateway.request("/v1/models", key)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            for (int i = 0; i < 100 && answer.statusCode() == 200; i++) {
                Thread.sleep(20);
                answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            }
            assertEquals(503, answer.statusCode(), answer.body());
            return answer;
        }
    }

    private static void awaitNotReady(GatewayProcess gateway) throws InterruptedException {
        while (gateway.isReady()) {
            Thread.sleep(5);
        }
    }

    private static JsonNode newest(GatewayProcess gateway, String filter) throws Exception {
        return JSON.readTree(gateway.get("/admin/v1/audit?" + filter).body())
                .get("entries")
                .get(0);
    }

    private static byte[] readAll(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Seen from the kernel's side, so that native libraries count too; skipped where {@code strace} is not installed. */
    @Test
    void opensNoConnectionToAnywhere() throws Exception {
        Path strace = Path.of("/usr/bin/strace");
        assumeTrue(Files.isExecutable(strace), "strace is not installed");
        Path trace = home.resolve("trace.txt");
        List<String> watcher =
                List.of(strace.toString(), "-D", "-f", "-qq", "-e", "trace=connect", "-o", trace.toString());
        try (GatewayProcess gateway = GatewayProcess.start(home, watcher)) {
            String key = gateway.bootstrapKey();
            assertEquals(200, gateway.post(CHAT, key, QUESTION.formatted(false)).statusCode());
            String embedding = "{\"model\":\"freehold-embed\",\"input\":\"Hello\"}";
            assertEquals(200, gateway.post("/v1/embeddings", key, embedding).statusCode());
            gateway.terminate();
        }
        List<String> outward = Files.readAllLines(trace).stream()
                .filter(line -> line.contains("AF_INET"))
                .filter(line -> !line.contains("\"127.0.0.1\"")
                        && !line.contains("\"::1\"")
                        && !line.contains("\"::ffff:127.0.0.1\""))
                .toList();
        assertEquals(List.of(), outward);
    }

    @Test
    void listsModelsBesideARunningGateway() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            String output = outputOf("models");
            assertTrue(output.contains("freehold-guide") && output.contains("generator"), output);
            assertFalse(output.contains("WARN"), output);
            assertEquals(200, gateway.get("/v1/models").statusCode());
        }
    }

    @Test
    void saysItsVersion() throws Exception {
        assertTrue(outputOf("--version").matches("(?s).*Freehold \\d+\\.\\d+\\.\\d+.*"), outputOf("--version"));
    }

    @Test
    void aSettingThatDoesNotExistStopsTheStartInTwoLines() throws Exception {
        ProcessBuilder builder = GatewayProcess.command(home).redirectErrorStream(true);
        builder.command().add(1, "-Dfreehold.inference.x=1");
        Process process = builder.start();
        List<String> output =
                process.inputReader(StandardCharsets.UTF_8).lines().toList();

        assertEquals(78, process.waitFor(), output::toString);
        assertEquals(2, output.size(), output::toString);
        assertTrue(output.getFirst().startsWith("Freehold did not start"), output::toString);
        assertTrue(output.getLast().contains("freehold.inference.x"), output::toString);
    }

    private String outputOf(String... arguments) throws Exception {
        Process process = GatewayProcess.command(home, arguments)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
