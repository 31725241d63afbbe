package dev.freehold.inference;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets so many calls compute at once and so many more wait, first come, first served; and nobody once it is closed. */
public final class Turns {
    private final int atOnce;
    private final int queue;
    private final Semaphore turns;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean isClosed;

    public Turns(int atOnce, int queue) {
        this.atOnce = atOnce;
        this.queue = queue;
        this.turns = new Semaphore(atOnce, true);
    }

    /**
     * Does the work when it is its turn.
     *
     * @throws Fault {@code OVERLOADED} at once when too many wait; {@code SHUTTING_DOWN}
     */
    public <T> T take(Supplier<T> work) {
        try {
            if (calls.incrementAndGet() > atOnce + queue) {
                throw new Fault(FaultCode.OVERLOADED, "Too many calls wait for this model; try again soon.")
                        .retryAfter(Duration.ofSeconds(1));
            }
            turns.acquireUninterruptibly();
            try {
                if (isClosed) {
                    throw new Fault(FaultCode.SHUTTING_DOWN, "The server is shutting down.");
                }
                return work.get();
            } finally {
                turns.release();
            }
        } finally {
            calls.decrementAndGet();
        }
    }

    public Occupancy occupancy() {
        int inside = calls.get();
        return new Occupancy(Math.min(inside, atOnce), Math.max(0, inside - atOnce), atOnce, 0);
    }

    int waiting() {
        return turns.getQueueLength();
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Lets nobody in any more, and returns when nobody computes. */
    public void close() {
        isClosed = true;
        turns.acquireUninterruptibly(atOnce);
        turns.release(atOnce);
    }
}
