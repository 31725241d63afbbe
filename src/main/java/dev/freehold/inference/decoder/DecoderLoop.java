package dev.freehold.inference.decoder;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Keeps one batch going: sequences join and leave between two runs. One thread owns everything native of the model;
 * others submit, cancel and close.
 */
final class DecoderLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DecoderLoop.class);

    private final Decoder decoder;
    private final Batch batch;
    private final BlockingQueue<Sequence> waiting;
    private final Runnable release;
    private final Thread thread;
    private volatile boolean accepting = true;
    private volatile boolean stopping;

    /**
     * Starts the loop.
     *
     * @param release runs last, on the loop's thread, when nothing native is in use any more
     */
    DecoderLoop(String model, Decoder decoder, int chunk, int queue, Runnable release) {
        this.decoder = decoder;
        this.batch = new Batch(decoder, chunk, this::failure);
        this.waiting = new ArrayBlockingQueue<>(queue);
        this.release = release;
        this.thread = Thread.ofPlatform().name("decoder " + model).daemon().start(this::run);
    }

    /**
     * Queues a sequence; its output tells the rest.
     *
     * @throws Fault {@code OVERLOADED} when the queue is full, {@code SHUTTING_DOWN} when the loop ends
     */
    void submit(Sequence sequence) {
        if (!accepting) {
            throw shuttingDown();
        }
        if (!waiting.offer(sequence)) {
            throw new Fault(FaultCode.OVERLOADED, "Too many requests wait for this model.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        if (stopping && waiting.remove(sequence)) { // the loop may have looked for the last time
            throw shuttingDown();
        }
        LockSupport.unpark(thread);
    }

    void cancel(Sequence sequence) {
        sequence.cancel();
        waiting.remove(sequence);
        LockSupport.unpark(thread);
    }

    DecoderCounters counters() {
        return batch.counters(waiting.size());
    }

    /** Takes no more, lets what is there finish for at most {@code grace}, then closes. */
    void drain(Duration grace) {
        accepting = false;
        long deadline = System.nanoTime() + grace.toNanos();
        while (thread.isAlive() && hasWork() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        close();
    }

    @Override
    public void close() {
        accepting = false;
        stopping = true;
        decoder.terminate();
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                admit();
                if (batch.isEmpty()) {
                    LockSupport.park(this);
                } else {
                    batch.cycle();
                }
            }
        } catch (RuntimeException | Error broken) {
            LOG.error("The loop of a model ended by a failure.", broken);
            throw broken;
        } finally {
            end();
        }
    }

    private void admit() {
        while (batch.hasRoom()) {
            Sequence next = waiting.peek();
            if (next == null) {
                return;
            }
            if (!next.isCancelled()) {
                batch.join(next);
            }
            waiting.remove(next); // after it joined: whoever drains must see it in one place or the other
        }
    }

    private void end() {
        accepting = false;
        stopping = true;
        batch.failAll(shuttingDown());
        for (Sequence next = waiting.poll(); next != null; next = waiting.poll()) {
            next.fail(shuttingDown());
        }
        decoder.close();
        release.run();
    }

    private boolean hasWork() {
        return !waiting.isEmpty() || !batch.isEmpty(); // in the order in which a sequence goes
    }

    private Fault failure(Exception broken) {
        if (stopping) { // the run was told to end
            return shuttingDown();
        }
        LOG.error("A run of the model failed.", broken);
        return new Fault(FaultCode.INTERNAL, "The model failed to continue this text.").causedBy(broken);
    }

    private static Fault shuttingDown() {
        return new Fault(FaultCode.SHUTTING_DOWN, "The model is shutting down.");
    }
}
