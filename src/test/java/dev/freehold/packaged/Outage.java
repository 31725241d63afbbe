package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.FaultCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that call a gateway without a pause while what it writes its log to fails, and what they were answered. */
final class Outage {
    private static final String EMBEDDING = "{\"model\":\"freehold-embed\",\"input\":\"Hello\"}";
    private static final String CHAT = """
            {"model":"freehold-guide","stream":true,"max_tokens":8,
             "messages":[{"role":"user","content":"How do I start Freehold?"}]}""";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GatewayProcess gateway;
    private final String key;
    private final List<Thread> clients = new ArrayList<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
    private final List<Double> refusals = Collections.synchronizedList(new ArrayList<>());

    /** Calls that were answered in full. */
    final ConcurrentSkipListSet<String> acknowledged = new ConcurrentSkipListSet<>();

    /** Calls of whose answer a part was seen. */
    final ConcurrentSkipListSet<String> begun = new ConcurrentSkipListSet<>();

    private volatile boolean isOver;
    private volatile boolean isDown;

    Outage(GatewayProcess gateway, int callers) throws IOException {
        this.gateway = gateway;
        this.key = gateway.bootstrapKey();
        for (int i = 0; i < callers; i++) {
            boolean isStreaming = i % 2 == 0;
            clients.add(Thread.ofVirtual().start(() -> call(isStreaming)));
        }
    }

    /** What breaks the log, or mends it. */
    interface Event {
        void happen() throws Exception;
    }

    /** Breaks it for a while: it must say no meanwhile, in time, and be back afterwards. */
    void of(Event breaks, Duration length, Event mends) throws Exception {
        awaitAnswers();
        breaks.happen();
        isDown = true;
        awaitReady(false);
        Thread.sleep(length);
        assertFalse(gateway.isReady(), "ready although nothing can be recorded");
        isDown = false;
        mends.happen();
        awaitReady(true);
        awaitAnswers();
    }

    private void awaitReady(boolean wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (gateway.isReady() != wanted) {
            assertTrue(System.nanoTime() < deadline, () -> "ready is not " + wanted + gateway.output());
            Thread.sleep(20);
        }
    }

    private void awaitAnswers() throws InterruptedException {
        int before = acknowledged.size();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (acknowledged.size() < before + 20) {
            assertTrue(System.nanoTime() < deadline, () -> "no answers " + answers + gateway.output());
            Thread.sleep(20);
        }
    }

    private void call(boolean isStreaming) {
        while (!isOver) {
            long start = System.nanoTime();
            boolean wasDown = isDown;
            try {
                if (isStreaming) {
                    noteStream(gateway.open("/v1/chat/completions", key, CHAT), start, wasDown);
                } else {
                    HttpResponse<String> answer = gateway.post("/v1/embeddings", key, EMBEDDING);
                    note(answer.statusCode(), answer.body(), request(answer), start, wasDown);
                }
            } catch (IOException broken) {
                count("broken");
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String request(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    private void noteStream(HttpResponse<InputStream> answer, long start, boolean wasDown)
            throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (line.contains("\"content\":\"")) {
                    begun.add(request(answer));
                }
                body.append(line).append('\n');
                line = lines.readLine();
            }
        }
        boolean isCut = answer.statusCode() == 200 && body.indexOf("data: [DONE]") < 0;
        note(
                isCut ? FaultCode.AUDIT_UNAVAILABLE.status() : answer.statusCode(),
                body.toString(),
                request(answer),
                start,
                wasDown);
    }

    private void note(int status, String body, String request, long start, boolean wasDown)
            throws InterruptedException {
        count(status
                + (body.contains("audit_unavailable") || body.contains("store_unavailable") ? " unavailable" : ""));
        if (status == 200) {
            acknowledged.add(request);
        } else {
            if (wasDown) {
                refusals.add((System.nanoTime() - start) / 1e9);
            }
            Thread.sleep(20);
        }
    }

    private void count(String answer) {
        answers.computeIfAbsent(answer, any -> new AtomicInteger()).incrementAndGet();
    }

    /** How many answers there were of each kind. */
    Map<String, AtomicInteger> answers() {
        return new TreeMap<>(answers);
    }

    /** Of a part of the refusals, in seconds. */
    double refusedWithin(double part) {
        List<Double> sorted = refusals.stream().sorted().toList();
        assertFalse(sorted.isEmpty(), () -> "nothing was refused: " + answers);
        return sorted.get((int) Math.round(part * (sorted.size() - 1)));
    }

    /** Only calls that were recorded may have been answered, and nothing but refusals for want of the log or the store given instead. */
    void check() {
        answers.keySet()
                .forEach(answer ->
                        assertTrue(answer.equals("200") || answer.equals("503 unavailable"), () -> answers.toString()));
        assertEquals(0, answers.getOrDefault("broken", new AtomicInteger()).get());
    }

    /** Lets the clients have their last answers. */
    void end() throws InterruptedException {
        isOver = true;
        for (Thread client : clients) {
            client.join();
        }
    }
}
