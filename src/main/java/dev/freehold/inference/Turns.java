package dev.freehold.inference;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets so many calls compute at once and so many more wait, first come, first served; and nobody once it is closed. Who waits
 * leaves the queue when nobody waits for it ({@link Interest}).
 */
public final class Turns {
    private final int atOnce;
    private final int queue;
    private final Deque<CompletableFuture<Verdict>> waiting = new ArrayDeque<>();
    private int running;
    private boolean isClosed;

    /** How waiting ends. */
    private enum Verdict {
        TURN,
        GONE,
        CLOSED
    }

    public Turns(int atOnce, int queue) {
        this.atOnce = atOnce;
        this.queue = queue;
    }

    /**
     * Does the work when it is its turn.
     *
     * @throws Fault {@code OVERLOADED} at once when too many wait; {@code CANCELLED} when interest was lost before the turn came;
     *     {@code SHUTTING_DOWN}
     */
    public <T> T take(Supplier<T> work) {
        CompletableFuture<Verdict> turn = queued();
        Interest.current().ifPresent(interest -> interest.whenLost(() -> giveUp(turn)));
        switch (turn.join()) {
            case TURN -> {}
            case GONE -> throw new Fault(FaultCode.CANCELLED, "The client ended the call.");
            case CLOSED -> throw new Fault(FaultCode.SHUTTING_DOWN, "The server is shutting down.");
        }
        try {
            return work.get();
        } finally {
            pass();
        }
    }

    private synchronized CompletableFuture<Verdict> queued() {
        if (isClosed) {
            return CompletableFuture.completedFuture(Verdict.CLOSED);
        }
        if (running < atOnce) {
            running++;
            return CompletableFuture.completedFuture(Verdict.TURN);
        }
        if (waiting.size() >= queue) {
            throw new Fault(FaultCode.OVERLOADED, "Too many calls wait for this model; try again soon.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        CompletableFuture<Verdict> turn = new CompletableFuture<>();
        waiting.add(turn);
        return turn;
    }

    @SuppressWarnings("CollectionUndefinedEquality") // It is looked for itself.
    private synchronized void giveUp(CompletableFuture<Verdict> turn) {
        if (waiting.remove(turn)) {
            turn.complete(Verdict.GONE);
        }
    }

    /** To who waits longest. */
    private synchronized void pass() {
        CompletableFuture<Verdict> next = waiting.poll();
        if (next == null) {
            running--;
            notifyAll();
        } else {
            next.complete(Verdict.TURN);
        }
    }

    public synchronized Occupancy occupancy() {
        return new Occupancy(running, waiting.size(), atOnce, 0);
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    /** Lets nobody in any more, and returns when nobody computes. */
    public synchronized void close() {
        isClosed = true;
        waiting.forEach(turn -> turn.complete(Verdict.CLOSED));
        waiting.clear();
        boolean isInterrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
