package dev.freehold.audit;

import dev.freehold.core.Fault;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The audit log in segment files of one local folder. It opens when it is first used: it recovers what a crash left and closes
 * the calls that the last process did not live to see the end of.
 */
@ApplicationScoped
class SegmentedAuditLog implements AuditLog, AuditReader {
    private static final Logger LOG = Logger.getLogger(SegmentedAuditLog.class);
    private static final Executor HAND_OVER = Thread::startVirtualThread;

    private final Duration commitTimeout;
    private final LogFolder folder;
    private final FreeSpace space;
    private final CommitQueue queue = new CommitQueue();
    private final SegmentWriter writer;
    private final CommitLoop loop;
    private final Thread thread;
    private final LogReader reader;
    private volatile boolean isClosed;

    @Inject
    SegmentedAuditLog(AuditConfig config) {
        this(config, new FileChannelDisk());
    }

    SegmentedAuditLog(AuditConfig config, Disk disk) {
        commitTimeout = config.commitTimeout();
        try {
            folder = LogFolder.hold(config.dir());
        } catch (IOException e) {
            throw UnusableLogException.cannotOpen(config.dir(), e);
        }
        Recovery recovery;
        try {
            recovery = Recovery.of(folder, disk);
            writer = new SegmentWriter(
                    folder, disk, recovery, config.segmentSize().asLongValue());
        } catch (IOException | RuntimeException e) {
            release();
            throw e instanceof UnusableLogException unusable
                    ? unusable
                    : UnusableLogException.cannotOpen(folder.path(), e);
        }
        space = new FreeSpace(disk, folder.path(), config.minFreeSpace().asLongValue());
        reader = new LogReader(recovery.segments());
        loop = new CommitLoop(queue, writer, commitTimeout);
        thread = Thread.ofPlatform().name("audit-commit").daemon().start(loop);
        if (recovery.tornBytes() > 0) {
            LOG.warnf("Cut a torn tail of %d bytes off the audit log; quarantine/ keeps it", recovery.tornBytes());
        }
        closeOrphans(recovery.calls());
    }

    private void closeOrphans(OpenCalls calls) {
        try {
            calls.orphans().forEach(this::record);
        } catch (Fault e) {
            close();
            throw UnusableLogException.cannotOpen(folder.path(), e);
        }
    }

    @Override
    public CompletableFuture<Long> append(AuditEntry entry) {
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

    @Override
    public long record(AuditEntry entry) {
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
            if (!mayWrite(entry.kind())) {
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

    private boolean mayWrite(AuditEntry.Kind kind) {
        return !isClosed && loop.isAccepting() && (isClosing(kind) || !space.isLow());
    }

    /** The space below the limit is kept for the ends of what has begun. */
    private static boolean isClosing(AuditEntry.Kind kind) {
        return kind.closesCall() || kind == AuditEntry.Kind.LIFECYCLE;
    }

    @Override
    public boolean isWritable() {
        return !isClosed && loop.isHealthy() && !space.isLow();
    }

    @Override
    public AuditPage find(AuditQuery query) {
        return reader.find(query);
    }

    @Override
    public void replay(Instant from, Consumer<RecordedEntry> each) {
        reader.replay(from, each);
    }

    @Override
    public void since(long index, Consumer<RecordedEntry> each) {
        reader.since(index, each);
    }

    /** Writes what waits, then lets go of the folder. While the disk hangs the folder stays held until the process ends. */
    @PreDestroy
    void close() {
        isClosed = true;
        queue.close();
        try {
            if (thread.join(commitTimeout)) {
                writer.close();
                release();
            } else {
                LOG.error("The disk does not answer; the audit log is left as it is");
            }
        } catch (IOException e) {
            LOG.error("The audit log could not be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        try {
            folder.close();
        } catch (IOException e) {
            LOG.error("The lock of the audit log could not be released", e);
        }
    }

    private static Fault tooSlow() {
        return CommitLoop.unavailable("the audit log did not answer in time");
    }

    private static Fault fault(@Nullable Throwable cause) {
        return cause instanceof Fault known ? known : CommitLoop.unavailable("the audit log cannot be written");
    }
}
