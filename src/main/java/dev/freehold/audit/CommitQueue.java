package dev.freehold.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Entries that wait for the next commit; bounded by count and by bytes. */
final class CommitQueue {
    static final int MAX_WAITING = 8192;
    private static final long MAX_WAITING_BYTES = 16L << 20;
    private static final int MAX_BATCH = 1024;
    static final int MAX_BATCH_BYTES = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Ticket> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean woken;
    private boolean closed;

    /** Takes the entry in, or says at once that there is no room. */
    boolean offer(Ticket ticket) {
        lock.lock();
        try {
            if (closed || waiting.size() >= MAX_WAITING || waitingBytes + ticket.frameSize() > MAX_WAITING_BYTES) {
                return false;
            }
            waitingBytes += ticket.frameSize();
            waiting.add(ticket);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@link #take} return even though nothing waits. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for entries and takes what fits into one commit; null when the queue is closed and empty. */
    @Nullable
    List<Ticket> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed && !woken) {
                changed.awaitUninterruptibly();
            }
            woken = false;
            return waiting.isEmpty() && closed ? null : drain();
        } finally {
            lock.unlock();
        }
    }

    /** Entries that nobody waits for any more are left out: their writers have been told that they were not recorded. */
    private List<Ticket> drain() {
        List<Ticket> batch = new ArrayList<>();
        long bytes = 0;
        Ticket next = waiting.peek();
        while (next != null && batch.size() < MAX_BATCH && bytes + next.frameSize() <= MAX_BATCH_BYTES) {
            waiting.remove();
            waitingBytes -= next.frameSize();
            if (!next.isAbandoned()) {
                bytes += next.frameSize();
                batch.add(next);
            }
            next = waiting.peek();
        }
        return batch;
    }
}
