package dev.freehold.api;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events from a source that blocks. One virtual thread pulls the source, and only as fast as the client reads: a
 * reader that stops pauses its own stream and nobody else's. When the client goes away the source is closed.
 */
public final class EventStream implements Flow.Publisher<byte[]> {

    /** Where the events come from. */
    public interface Source extends AutoCloseable {
        /** Waits for the next event; {@code null} after the last. Never throws for a failed call. */
        @Nullable
        Event next();

        /** Called once, also when the client went away before the end. May be called while another thread waits in {@link #next}. */
        @Override
        void close();
    }

    /**
     * One event.
     *
     * @param name absent in protocols whose events have none
     * @param data one line of JSON
     */
    public record Event(@Nullable String name, String data) {
        public static Event unnamed(String data) {
            return new Event(null, data);
        }

        /** As it is on the wire. */
        byte[] frame() {
            String head = name == null ? "" : "event: " + name + "\n";
            return (head + "data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    private final Source source;

    public EventStream(Source source) {
        this.source = source;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super byte[]> subscriber) {
        new Delivery(source, subscriber).start();
    }

    /** One client that reads. */
    private static final class Delivery implements Flow.Subscription {
        private final Source source;
        private final Flow.Subscriber<? super byte[]> subscriber;
        private final Semaphore demand = new Semaphore(0);
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile boolean gone;

        Delivery(Source source, Flow.Subscriber<? super byte[]> subscriber) {
            this.source = source;
            this.subscriber = subscriber;
        }

        void start() {
            subscriber.onSubscribe(this);
            Thread.ofVirtual().name("event-stream").start(this::run);
        }

        private void run() {
            try {
                Event event = awaitDemand() ? source.next() : null;
                while (event != null && !gone) {
                    subscriber.onNext(event.frame());
                    event = awaitDemand() ? source.next() : null;
                }
                if (!gone) {
                    subscriber.onComplete();
                }
            } catch (RuntimeException failed) {
                if (!gone) {
                    subscriber.onError(failed);
                }
            } finally {
                closeOnce();
            }
        }

        private boolean awaitDemand() {
            demand.acquireUninterruptibly();
            return !gone;
        }

        @Override
        public void request(long count) {
            demand.release((int) Math.min(count, Integer.MAX_VALUE / 2 - demand.availablePermits()));
        }

        @Override
        public void cancel() {
            gone = true;
            closeOnce();
            demand.release();
        }

        private void closeOnce() {
            if (closed.compareAndSet(false, true)) {
                source.close();
            }
        }
    }
}
