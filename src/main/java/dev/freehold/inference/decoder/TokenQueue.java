package dev.freehold.inference.decoder;

import dev.freehold.core.Fault;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.sampling.Pick;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Carries the tokens of one sequence from the thread that writes to the one that reads. */
final class TokenQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Pick> picks = new ArrayDeque<>();
    private @Nullable Event end;
    private @Nullable Runnable whenRead;
    private int whenReadTo;

    /** What a reader finds. */
    sealed interface Event {
        record Token(Pick pick) implements Event {}

        record Finished(FinishReason reason) implements Event {}

        record Failed(Fault fault) implements Event {}
    }

    void put(Pick pick) {
        lock.lock();
        try {
            picks.add(pick);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int unread() {
        lock.lock();
        try {
            return picks.size();
        } finally {
            lock.unlock();
        }
    }

    /** Runs {@code action} once, as soon as no more than {@code unread} tokens wait to be read. */
    void onceReadTo(int unread, Runnable action) {
        lock.lock();
        try {
            whenRead = action;
            whenReadTo = unread;
            tellWhenRead();
        } finally {
            lock.unlock();
        }
    }

    void finish(FinishReason reason) {
        end(new Event.Finished(reason));
    }

    /** A failure comes before the tokens that were not read yet. */
    void fail(Fault fault) {
        end(new Event.Failed(fault));
    }

    /** Waits for the next token or, after the last, for the end; the end stays. */
    Event take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (end instanceof Event.Failed failed) {
                    return failed;
                }
                Pick pick = picks.poll();
                if (pick != null) {
                    tellWhenRead();
                    return new Event.Token(pick);
                }
                if (end != null) {
                    return end;
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellWhenRead() {
        if (whenRead != null && picks.size() <= whenReadTo) {
            whenRead.run();
            whenRead = null;
        }
    }

    /** The first end counts. */
    private void end(Event event) {
        lock.lock();
        try {
            if (end == null) {
                end = event;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
