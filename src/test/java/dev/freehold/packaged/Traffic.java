package dev.freehold.packaged;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask one question after the other until they are told to stop, and what became of it. */
final class Traffic {
    /** How long a client that was refused waits: none of ours is told to wait longer than that by a gateway which has room again. */
    private static final Duration AFTER_A_REFUSAL = Duration.ofMillis(100);

    private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong refused = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final long start = System.nanoTime();
    private volatile boolean isOver;

    /** Ends well: status 200, and what the whole body ends with. */
    static Traffic start(int clients, HttpRequest request, String end) {
        Traffic traffic = new Traffic();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < clients; i++) {
            traffic.threads.add(Thread.ofVirtual().start(() -> traffic.ask(client, request, end)));
        }
        return traffic;
    }

    private void ask(HttpClient client, HttpRequest request, String end) {
        while (!isOver) {
            long sent = System.nanoTime();
            try {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200 && answer.body().endsWith(end)) {
                    millis.add((System.nanoTime() - sent) / 1e6);
                } else if (answer.statusCode() == 503) {
                    refused.incrementAndGet();
                    Thread.sleep(AFTER_A_REFUSAL);
                } else {
                    failures.add(answer.statusCode() + " "
                            + answer.body().substring(Math.max(0, answer.body().length() - 300)));
                }
            } catch (IOException broken) {
                failures.add(broken.toString());
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** Lets each end what it has begun. */
    Result stop() throws InterruptedException {
        double seconds = (System.nanoTime() - start) / 1e9;
        long answered = millis.size();
        isOver = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return new Result(answered / seconds, millis.stream().sorted().toList(), refused.get(), List.copyOf(failures));
    }

    /**
     * What became of it.
     *
     * @param rate answers a second
     * @param millis of each answer, in order
     * @param refused requests that were told to come again, 503
     * @param failures all others
     */
    record Result(double rate, List<Double> millis, long refused, List<String> failures) {
        double percentile(double part) {
            return millis.isEmpty() ? Double.NaN : millis.get((int) Math.min(millis.size() - 1, millis.size() * part));
        }

        String inWords() {
            return "%d answers, %.1f a second, p50 %.0f ms, p99 %.0f ms, longest %.0f ms, %d refused, %d failed"
                    .formatted(
                            millis.size(),
                            rate,
                            percentile(0.5),
                            percentile(0.99),
                            percentile(1),
                            refused,
                            failures.size());
        }
    }
}
