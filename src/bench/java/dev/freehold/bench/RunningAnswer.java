package dev.freehold.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** An answer while it is being read. What an event says is only looked at afterwards: the cores belong to the gateway. */
final class RunningAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "data: ";
    private static final String END = EVENT + "[DONE]";

    private record Event(long time, String line) {}

    private final List<Event> events = new ArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CompletableFuture<Answer> whole = new CompletableFuture<>();
    private final long sent = System.nanoTime();
    private final Thread reader;
    private volatile boolean cancelled;

    private RunningAnswer(HttpClient client, HttpRequest request) {
        reader = Thread.ofVirtual().unstarted(() -> read(client, request));
    }

    static RunningAnswer start(HttpClient client, HttpRequest request) {
        RunningAnswer answer = new RunningAnswer(client, request);
        answer.reader.start();
        return answer;
    }

    /** Waits for the first piece of text. */
    void awaitStart() throws InterruptedException {
        started.await();
    }

    Answer await() throws InterruptedException {
        try {
            return whole.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a request failed", failed.getCause());
        }
    }

    /** Hangs up after the next event; what came until then is the answer. */
    Answer cancel() throws InterruptedException {
        cancelled = true;
        return await();
    }

    private void read(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                if (response.statusCode() != 200) {
                    throw new IOException(response.statusCode() + " " + lines.readLine());
                }
                readEvents(lines);
            }
            whole.complete(answer());
        } catch (IOException | InterruptedException | RuntimeException failed) {
            whole.completeExceptionally(failed);
        } finally {
            started.countDown();
        }
    }

    private void readEvents(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null && !cancelled; line = lines.readLine()) {
            if (line.startsWith(EVENT) && !line.equals(END)) {
                events.add(new Event(System.nanoTime(), line));
                if (started.getCount() > 0 && hasText(line)) {
                    started.countDown();
                }
            }
        }
    }

    private static boolean hasText(String line) throws IOException {
        return !text(JSON.readTree(line.substring(EVENT.length()))).isEmpty();
    }

    private Answer answer() throws IOException {
        List<Long> arrivals = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int output = 0;
        for (Event event : events) {
            JsonNode body = JSON.readTree(event.line().substring(EVENT.length()));
            if (body.has("error")) {
                throw new IOException(body.get("error").toString());
            }
            String piece = text(body);
            if (!piece.isEmpty()) {
                arrivals.add(event.time());
                text.append(piece);
            }
            output = body.path("usage").path("completion_tokens").asInt(output);
        }
        if (arrivals.isEmpty()) {
            throw new IOException("an answer without text");
        }
        int tokens = cancelled ? arrivals.size() : output;
        return new Answer(sent, arrivals, tokens, text.toString());
    }

    private static String text(JsonNode event) {
        JsonNode choice = event.path("choices").path(0);
        return choice.path("text").asText("")
                + choice.path("delta").path("content").asText("");
    }
}
