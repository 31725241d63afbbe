package dev.freehold.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Sends spans on, some at a time. A call never waits for it: what does not fit, or is not taken, is dropped and counted. */
final class SpanSender implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SpanSender.class);
    private static final int QUEUE = 8192;
    private static final int MOST_AT_ONCE = 512;
    private static final Duration GATHERING = Duration.ofMillis(500);

    private final URI to;
    private final TracesConfig config;
    private final HttpClient client;
    private final BlockingQueue<Span> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Counter sent;
    private final Counter dropped;
    private final Thread thread;
    private volatile boolean isClosing;
    private boolean isTroubled;

    SpanSender(URI to, TracesConfig config, MeterRegistry meters) {
        this.to = to;
        this.config = config;
        this.client = HttpClient.newBuilder().connectTimeout(config.timeout()).build();
        this.sent = Counter.builder("freehold.traces.spans")
                .description("Spans that a collector took")
                .register(meters);
        this.dropped = Counter.builder("freehold.traces.dropped")
                .description("Spans that no collector took")
                .register(meters);
        this.thread = Thread.ofVirtual().name("traces").start(this::run);
    }

    void send(List<Span> spans) {
        for (Span span : spans) {
            if (!queue.offer(span)) {
                dropped.increment();
            }
        }
    }

    private void run() {
        try {
            while (!isClosing || !queue.isEmpty()) {
                List<Span> batch = gather();
                if (!batch.isEmpty()) {
                    post(batch);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Span> gather() throws InterruptedException {
        List<Span> batch = new ArrayList<>();
        Span first = queue.poll(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            if (!isClosing && queue.size() < MOST_AT_ONCE) {
                Thread.sleep(GATHERING);
            }
            queue.drainTo(batch, MOST_AT_ONCE - 1);
        }
        return batch;
    }

    private void post(List<Span> batch) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(OtlpSpans.body(batch)));
        config.headers().forEach(request::setHeader);
        try {
            HttpResponse<Void> answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("it answered " + answer.statusCode());
            }
            sent.increment(batch.size());
            isTroubled = false;
        } catch (IOException notTaken) {
            dropped.increment(batch.size());
            if (!isTroubled) { // once, until it goes well again
                LOG.warnf("The collector of traces takes none: %s", notTaken.getMessage());
            }
            isTroubled = true;
        }
    }

    /** Sends what is left, as long as that does not take longer than one batch may. */
    @Override
    public void close() {
        isClosing = true;
        try {
            if (!thread.join(config.timeout())) {
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
