package dev.freehold.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Sends bad requests to a gateway that runs, a few at a time, and collects what is wrong with its answers. */
public final class FuzzRun {
    private static final int CLIENTS = 4;
    private static final int ENOUGH = 20;

    private final URI gateway;
    private final String key;
    private final RequestCorpus corpus;
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();

    /**
     * A run that has not begun.
     *
     * @param openApi the gateway's own description
     */
    public FuzzRun(URI gateway, String key, String openApi) {
        this.gateway = gateway;
        this.key = key;
        this.corpus = RequestCorpus.of(openApi);
    }

    /** The routes that are tried. */
    public List<String> routes() {
        return corpus.routes();
    }

    /** Answers by route and status. */
    public Map<String, LongAdder> answers() {
        return answers;
    }

    /** What is wrong after so many requests; gives up early when much is. */
    public List<String> send(long requests, long seed) throws InterruptedException {
        AtomicLong left = new AtomicLong(requests);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            RequestFuzzer fuzzer = new RequestFuzzer(corpus, seed * CLIENTS + i);
            clients.add(Thread.startVirtualThread(() -> run(fuzzer, left)));
        }
        for (Thread client : clients) {
            client.join();
        }
        return List.copyOf(complaints);
    }

    private void run(RequestFuzzer fuzzer, AtomicLong left) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (left.getAndDecrement() > 0 && complaints.size() < ENOUGH) {
                FuzzedRequest request = fuzzer.next();
                complaint(client, request).ifPresent(wrong -> complaints.add(wrong + "\n  " + request));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> complaint(HttpClient client, FuzzedRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(gateway.resolve(request.route()))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", request.contentType())
                            .timeout(Duration.ofSeconds(60))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            answers.computeIfAbsent(request.route() + " " + answer.statusCode(), route -> new LongAdder())
                    .increment();
            return Verdict.on(request, answer);
        } catch (IOException broken) {
            return Optional.of("no answer: " + broken);
        }
    }
}
