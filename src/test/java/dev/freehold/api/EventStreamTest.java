package dev.freehold.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    /** Gives out what the test puts in; {@code END} ends it. */
    private static final class Source implements EventStream.Source {
        private static final String END = "END";
        final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        final AtomicInteger taken = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();

        @Override
        public EventStream.@Nullable Event next() {
            try {
                String event = events.take();
                taken.incrementAndGet();
                return event.equals(END) ? null : EventStream.Event.unnamed(event);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            events.add(END);
        }
    }

    private static final class Client implements Flow.Subscriber<byte[]> {
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        final List<String> received = new CopyOnWriteArrayList<>();
        final CompletableFuture<Void> completed = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(byte[] event) {
            received.add(new String(event, StandardCharsets.UTF_8));
        }

        @Override
        public void onError(Throwable failure) {
            completed.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            completed.complete(null);
        }
    }

    private final Source source = new Source();
    private final Client client = new Client();

    private void eventually(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean());
    }

    @Test
    void framesEachEventAndCompletes() throws Exception {
        source.events.addAll(List.of("{\"a\":1}", "[DONE]", Source.END));
        new EventStream(source).subscribe(client);
        client.subscription.get().request(Long.MAX_VALUE);
        client.completed.get(5, TimeUnit.SECONDS);
        assertEquals(List.of("data: {\"a\":1}\n\n", "data: [DONE]\n\n"), client.received);
        eventually(() -> source.closed.get() == 1);
    }

    @Test
    void pullsOnlyAsFastAsTheClientReads() throws Exception {
        source.events.addAll(List.of("1", "2", "3"));
        new EventStream(source).subscribe(client);
        client.subscription.get().request(1);
        eventually(() -> client.received.size() == 1);
        Thread.sleep(50);
        assertEquals(1, source.taken.get());
        client.subscription.get().request(1);
        eventually(() -> client.received.size() == 2);
    }

    @Test
    void closesTheSourceOnceWhenTheClientGoesAwayInTheMiddleOfAWait() throws Exception {
        source.events.add("1");
        new EventStream(source).subscribe(client);
        client.subscription.get().request(10);
        eventually(() -> client.received.size() == 1);
        client.subscription.get().cancel();
        client.subscription.get().cancel();
        eventually(() -> source.closed.get() == 1);
        Thread.sleep(50);
        assertEquals(1, source.closed.get());
        assertEquals(1, client.received.size());
    }
}
