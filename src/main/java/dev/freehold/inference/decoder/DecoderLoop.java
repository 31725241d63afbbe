package dev.freehold.inference.decoder;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Keeps one batch going: sequences join and leave between two runs. One thread owns everything native of the model;
 * others submit, cancel and close.
 */
final class DecoderLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DecoderLoop.class);

    private final Decoder decoder;
    private final LoopSettings settings;
    private final FairQueue waiting;
    private final Pace pace = new Pace();
    private final Batch batch;
    private final Runnable release;
    private final Thread thread;
    private volatile boolean accepting = true;
    private volatile boolean stopping;

    /**
     * Starts the loop.
     *
     * @param release runs last, on the loop's thread, when nothing native is in use any more
     */
    DecoderLoop(String model, Decoder decoder, LoopSettings settings, Runnable release) {
        this.decoder = decoder;
        this.settings = settings;
        this.waiting = new FairQueue(settings.queue(), settings.weights());
        this.batch = new Batch(decoder, settings, waiting, pace, this::failure, this::wake);
        this.release = release;
        this.thread = Thread.ofPlatform().name("decoder " + model).daemon().start(this::run);
    }

    /**
     * Queues a sequence; its output tells the rest.
     *
     * @throws Fault {@code OVERLOADED} when the queue is full or too slow, {@code SHUTTING_DOWN} when the loop ends
     */
    void submit(Sequence sequence) {
        if (!accepting) {
            throw shuttingDown();
        }
        Duration wait = expectedWait(sequence);
        if (wait.compareTo(settings.maxWait()) > 0) {
            throw overloaded(wait);
        }
        Sequence displaced = waiting.offer(sequence).orElse(null);
        if (displaced == sequence) {
            throw overloaded(wait);
        }
        if (displaced != null) {
            displaced.fail(overloaded(wait));
        }
        if (stopping && waiting.remove(sequence)) { // the loop may have looked for the last time
            throw shuttingDown();
        }
        wake();
    }

    private Duration expectedWait(Sequence sequence) {
        int active = batch.active();
        boolean isFull =
                waiting.size() > 0 && batch.isShortOfMemory(); // said of who is next, so of nobody when nobody waits
        int free = isFull ? 0 : decoder.rows() - active;
        int slots = isFull ? Math.max(1, active) : decoder.rows();
        return pace.waitBehind(waiting.ahead(sequence.origin().tenant()), free, slots);
    }

    private static Fault overloaded(Duration wait) {
        return new Fault(FaultCode.OVERLOADED, "Too many requests wait for this model.")
                .retryAfter(Duration.ofSeconds(Math.max(1, wait.toSeconds())));
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    void cancel(Sequence sequence) {
        sequence.cancel();
        waiting.remove(sequence);
        wake();
    }

    DecoderCounters counters() {
        return batch.counters(waiting.size());
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
            batch.warmUp();
            while (!stopping) {
                admit();
                if (!batch.cycle()) {
                    LockSupport.park(this);
                }
            }
        } catch (RuntimeException | Error broken) {
            LOG.error("The loop of a model ended by a failure.", broken);
            throw broken;
        } finally {
            end();
        }
    }

    /** Who is next waits until there is room for it; nobody smaller goes ahead of its turn. */
    private void admit() {
        for (Sequence next = waiting.peek().orElse(null);
                next != null;
                next = waiting.peek().orElse(null)) {
            if (!batch.hasRoomFor(next)) {
                return;
            }
            batch.join(next);
            waiting.start(next);
        }
    }

    private void end() {
        accepting = false;
        stopping = true;
        batch.failAll(shuttingDown());
        for (Sequence next = waiting.peek().orElse(null);
                next != null;
                next = waiting.peek().orElse(null)) {
            waiting.remove(next);
            next.fail(shuttingDown());
        }
        batch.close();
        decoder.close();
        release.run();
    }

    private Fault failure(Exception broken) {
        if (stopping) { // the run was told to end
            return shuttingDown();
        }
        if (broken instanceof Fault known) { // what was asked of the model cannot be done with it
            return known;
        }
        LOG.error("A run of the model failed.", broken);
        return new Fault(FaultCode.INTERNAL, "The model failed to continue this text.").causedBy(broken);
    }

    private static Fault shuttingDown() {
        return new Fault(FaultCode.SHUTTING_DOWN, "The model is shutting down.");
    }
}
