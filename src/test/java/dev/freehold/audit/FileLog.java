package dev.freehold.audit;

import java.nio.file.Path;

/** A log in files, for the tests of other rooms. */
public final class FileLog implements AutoCloseable {
    private final SegmentedAuditLog log;

    /** With files so small that a test fills several of them, and without waiting for the disk. */
    public static FileLog inHaste(Path folder) {
        return new FileLog(
                new SegmentedAuditLog(LogSettings.in(folder).segments(1 << 20), new FaultyDisk(), LeafWatch.NONE));
    }

    /** As the product opens it. */
    public static FileLog open(Path folder) {
        return new FileLog(new SegmentedAuditLog(LogSettings.in(folder), LeafWatch.NONE));
    }

    private FileLog(SegmentedAuditLog log) {
        this.log = log;
    }

    public AuditLog log() {
        return log;
    }

    public AuditReader reader() {
        return log;
    }

    @Override
    public void close() {
        log.close();
    }
}
