package dev.freehold.audit;

import dev.freehold.core.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes entries in, has one thread write them in batches, and tells whoever waits; the half of a log that no backend changes. */
final class GroupCommit {
    private static final Executor HAND_OVER = Thread::startVirtualThread;

    private final CommitQueue queue = new CommitQueue();
    private final Duration commitTimeout;
    private final Predicate<AuditEntry.Kind> room;
    private final CommitLoop loop;
    private final Thread thread;
    private volatile boolean isClosed;

    /** Starts the thread; {@code room} says whether there is room for entries of a kind. */
    GroupCommit(LogWriter writer, Duration commitTimeout, Predicate<AuditEntry.Kind> room) {
        this.commitTimeout = commitTimeout;
        this.room = room;
        this.loop = new CommitLoop(queue, writer, commitTimeout);
        this.thread = Thread.ofPlatform().name("audit-commit").daemon().start(loop);
    }

    CompletableFuture<Long> append(AuditEntry entry) {
        CompletableFuture<Long> result = new CompletableFuture<>();
        var _ = submit(entry)
                .orTimeout(commitTimeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenCompleteAsync((index, failure) -> handOver(index, failure, result), HAND_OVER);
        return result;
    }

    private static void handOver(@Nullable Long index, @Nullable Throwable failure, CompletableFuture<Long> result) {
        if (failure == null) {
            result.complete(index);
        } else {
            result.completeExceptionally(failure instanceof TimeoutException ? tooSlow() : failure);
        }
    }

    long record(AuditEntry entry) {
        CompletableFuture<Long> index = submit(entry);
        try {
            return index.get(commitTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return lastLook(index, tooSlow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lastLook(index, CommitLoop.unavailable("the wait for the audit log was interrupted"));
        } catch (ExecutionException e) {
            throw fault(e.getCause());
        }
    }

    /** Gives the entry up, unless it became durable at the last moment. */
    private static long lastLook(CompletableFuture<Long> index, Fault fault) {
        if (index.completeExceptionally(fault) || index.isCompletedExceptionally()) {
            throw fault;
        }
        return index.join();
    }

    private CompletableFuture<Long> submit(AuditEntry entry) {
        try {
            Ticket ticket = new Ticket(entry, EntryJson.encode(entry));
            if (isClosed || !loop.isAccepting() || !room.test(entry.kind())) {
                throw CommitLoop.unavailable("the audit log cannot be written");
            }
            if (!queue.offer(ticket)) {
                throw CommitLoop.unavailable("too many entries wait for the audit log");
            }
            return ticket.index();
        } catch (Fault e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    boolean isHealthy() {
        return !isClosed && loop.isHealthy();
    }

    /** Writes what waits; false when that took too long, and the thread still runs. */
    boolean close() throws InterruptedException {
        isClosed = true;
        queue.close();
        return thread.join(commitTimeout);
    }

    private static Fault tooSlow() {
        return CommitLoop.unavailable("the audit log did not answer in time");
    }

    private static Fault fault(@Nullable Throwable cause) {
        return cause instanceof Fault known ? known : CommitLoop.unavailable("the audit log cannot be written");
    }
}
