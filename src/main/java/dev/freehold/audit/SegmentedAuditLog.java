package dev.freehold.audit;

import dev.freehold.core.Fault;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The audit log in segment files of one local folder. It opens when it is first used: it recovers what a crash left and closes
 * the calls that the last process did not live to see the end of.
 */
@ApplicationScoped
@Typed(SegmentedAuditLog.class)
class SegmentedAuditLog implements AuditLog, AuditReader {
    private static final Logger LOG = Logger.getLogger(SegmentedAuditLog.class);

    private final LogFolder folder;
    private final FreeSpace space;
    private final SegmentWriter writer;
    private final GroupCommit commits;
    private final LogReader reader;
    private final AuditLeaves leaves;

    @Inject
    SegmentedAuditLog(AuditConfig config, LeafWatch watch) {
        this(config, new FileChannelDisk(), watch);
    }

    SegmentedAuditLog(AuditConfig config, Disk disk, LeafWatch watch) {
        try {
            folder = LogFolder.hold(config.dir());
        } catch (IOException e) {
            throw UnusableLogException.cannotOpen(config.dir(), e);
        }
        Recovery recovery;
        RecentHashes recent = new RecentHashes();
        try {
            recovery = Recovery.of(folder, disk, watch);
            writer = new SegmentWriter(
                    folder, disk, recovery, config.segmentSize().asLongValue(), recent);
        } catch (IOException | RuntimeException e) {
            release();
            throw e instanceof UnusableLogException || e instanceof RolledBackLogException
                    ? (RuntimeException) e
                    : UnusableLogException.cannotOpen(folder.path(), e);
        }
        space = new FreeSpace(disk, folder.path(), config.minFreeSpace().asLongValue());
        reader = new LogReader(recovery.segments());
        leaves = new SegmentLeaves(recovery.segments(), recent);
        commits = new GroupCommit(writer, config.commitTimeout(), this::hasRoom);
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
        return commits.append(entry);
    }

    @Override
    public long record(AuditEntry entry) {
        return commits.record(entry);
    }

    /** The space below the limit is kept for the ends of what has begun. */
    private boolean hasRoom(AuditEntry.Kind kind) {
        return kind.closesCall() || kind == AuditEntry.Kind.LIFECYCLE || !space.isLow();
    }

    @Override
    public boolean isWritable() {
        return commits.isHealthy() && !space.isLow();
    }

    AuditLeaves leaves() {
        return leaves;
    }

    @Override
    public long end() {
        return reader.end();
    }

    @Override
    public List<RecordedEntry> at(List<Long> indices) {
        return reader.at(indices);
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
        try {
            if (commits.close()) {
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
}
