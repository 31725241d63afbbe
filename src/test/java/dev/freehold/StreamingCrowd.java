package dev.freehold;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that have answers streamed to them, one after the other, until they are told to stop; who is not answered in full complains. */
public final class StreamingCrowd {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;

    /** @param gateway where it listens */
    public StreamingCrowd(URI gateway, String key, String model, int clients, int tokens) {
        request = HttpRequest.newBuilder(gateway.resolve("/v1/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(1))
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"model":"%s","stream":true,"temperature":1,"max_tokens":%d,"prompt":"Freehold"}""".formatted(model, tokens)))
                .build();
        for (int i = 0; i < clients; i++) {
            this.clients.execute(this::ask);
        }
    }

    private void ask() {
        while (!isOver) {
            try {
                HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                read(answer);
            } catch (IOException broken) {
                complaints.add(broken.toString());
            } catch (InterruptedException unexpected) {
                complaints.add(unexpected.toString());
                return;
            }
        }
    }

    private void read(HttpResponse<InputStream> answer) throws IOException {
        boolean isFinished = false;
        boolean isDone = false;
        StringBuilder last = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                isFinished |=
                        line.contains("\"finish_reason\":\"length\"") || line.contains("\"finish_reason\":\"stop\"");
                isDone |= line.equals("data: [DONE]");
                last.setLength(0);
                last.append(line);
            }
        }
        if (answer.statusCode() == 200 && isFinished && isDone) {
            answered.incrementAndGet();
        } else {
            complaints.add(answer.statusCode() + " " + last);
        }
    }

    /** Streams that were given in full so far. */
    public int answered() {
        return answered.get();
    }

    /** What went wrong so far. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Waits until each has its last answer. */
    public void finish() {
        isOver = true;
        clients.close();
        client.close();
    }
}
