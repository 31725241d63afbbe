package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.FileLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged gateway again and again, at a moment drawn by lot, while many clients have answers streamed to them; now and then
 * already while it starts. Run by {@code deploy/freehold campaign kills}; {@code PackagedIT} has its short form.
 */
class KillsCampaign {
    private static final int KILLS = Integer.getInteger("campaign.kills", 1000);
    private static final int CLIENTS = Integer.getInteger("campaign.clients", 64);
    private static final int LONGEST_LIFE = 2500;
    private static final String QUESTION = """
            {"model":"freehold-guide","stream":true,"max_tokens":12,
             "messages":[{"role":"user","content":"How do I start Freehold?"}]}""";

    private final Random random = new Random(1);

    /** Calls whose answer a client has seen the beginning of. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    /** Calls whose answer a client has seen the end of. */
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private final List<Double> recoveries = new ArrayList<>();

    @TempDir
    Path home;

    @Test
    void noAcknowledgedAnswerIsMissing() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            if (random.nextInt(10) == 0) {
                killWhileItStarts();
            } else {
                killUnderLoad();
            }
            if (kill % 20 == 19) {
                System.out.printf("%d kills, %d answers, recovery %s%n", kill + 1, acknowledged.size(), recovery());
            }
        }
        long start = System.nanoTime();
        Map<String, List<Kind>> lives = lives();
        System.out.printf("reading the log took %.1f s%n", (System.nanoTime() - start) / 1e9);
        report(lives);
    }

    private void killUnderLoad() throws Exception {
        long start = System.nanoTime();
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            recoveries.add((System.nanoTime() - start) / 1e9);
            String key = gateway.bootstrapKey();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Thread.ofVirtual().start(() -> askUntilItDies(gateway, key)));
            }
            Thread.sleep(random.nextInt(LONGEST_LIFE));
            gateway.kill();
            for (Thread client : clients) {
                client.join();
            }
        }
    }

    /** Recovery is killed too. */
    private void killWhileItStarts() throws Exception {
        ProcessBuilder builder =
                GatewayProcess.command(home).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("QUARKUS_HTTP_PORT", "0", "QUARKUS_MANAGEMENT_PORT", "0"));
        Process process = builder.start();
        Thread.sleep(random.nextInt(4000));
        process.destroyForcibly();
        process.waitFor();
    }

    private void askUntilItDies(GatewayProcess gateway, String key) {
        try {
            while (true) {
                ask(gateway.open("/v1/chat/completions", key, QUESTION));
            }
        } catch (IOException killed) {
            // This is what the campaign is about.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(HttpResponse<InputStream> answer) throws IOException {
        String request = answer.headers().firstValue("x-request-id").orElse("");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (answer.statusCode() == 200 && line.startsWith("data: ")) {
                    begun.add(request);
                }
                if (line.equals("data: [DONE]")) {
                    acknowledged.add(request);
                }
                line = lines.readLine();
            }
        }
    }

    /** The stages of each call, in the order of the log. Opening the log closes what the last kill left open. */
    private Map<String, List<Kind>> lives() {
        Map<String, List<Kind>> lives = new HashMap<>();
        try (FileLog log = FileLog.open(home.resolve("data/audit"))) {
            log.reader().since(0, recorded -> {
                if (recorded.entry().action().equals("chat.completions")) {
                    lives.computeIfAbsent(String.valueOf(recorded.entry().request()), id -> new ArrayList<>())
                            .add(recorded.entry().kind());
                }
            });
        }
        return lives;
    }

    private void report(Map<String, List<Kind>> lives) {
        long missing = acknowledged.stream()
                .filter(request -> !List.of(Kind.ADMIT, Kind.SETTLE).equals(lives.get(request)))
                .count();
        long unadmitted =
                begun.stream().filter(request -> !lives.containsKey(request)).count();
        long open = lives.values().stream()
                .filter(kinds -> kinds.size() != 2 || kinds.getFirst() != Kind.ADMIT)
                .count();
        long orphans = lives.values().stream()
                .filter(kinds -> kinds.contains(Kind.ORPHAN))
                .count();
        System.out.printf(
                "%d kills under %d streaming clients: %d calls, %d answers begun, %d acknowledged, %d orphaned%n",
                KILLS, CLIENTS, lives.size(), begun.size(), acknowledged.size(), orphans);
        System.out.printf(
                "acknowledged and missing: %d; begun and not admitted: %d; books not closed: %d; start to ready: %s%n",
                missing, unadmitted, open, recovery());
        assertTrue(acknowledged.size() >= KILLS, "only " + acknowledged.size() + " answers");
        assertEquals(0, missing, "acknowledged answers that are not in the log");
        assertEquals(0, unadmitted, "answers that began before their admission was durable");
        assertEquals(0, open, "calls without exactly one end");
    }

    private String recovery() {
        List<Double> sorted = recoveries.stream().sorted().toList();
        return sorted.isEmpty()
                ? "not measured"
                : "p50 %.1f s, p99 %.1f s".formatted(at(sorted, 0.5), at(sorted, 0.99));
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }
}
