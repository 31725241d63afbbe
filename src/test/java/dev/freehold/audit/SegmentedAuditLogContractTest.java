package dev.freehold.audit;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SegmentedAuditLogContractTest extends AuditLogContract {
    @TempDir
    Path folder;

    private SegmentedAuditLog log;

    @BeforeEach
    void open() {
        log = new SegmentedAuditLog(LogSettings.in(folder).segments(4096), new FaultyDisk(), LeafWatch.NONE);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Override
    AuditLog log() {
        return log;
    }

    @Override
    AuditReader reader() {
        return log;
    }
}
