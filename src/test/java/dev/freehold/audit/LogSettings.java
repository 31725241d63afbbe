package dev.freehold.audit;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of a log under test. */
record LogSettings(Path dir, Duration commitTimeout, MemorySize minFreeSpace, MemorySize segmentSize)
        implements AuditConfig {

    static LogSettings in(Path dir) {
        return new LogSettings(dir, Duration.ofSeconds(5), bytes(1 << 20), bytes(64 << 20));
    }

    LogSettings timeout(Duration timeout) {
        return new LogSettings(dir, timeout, minFreeSpace, segmentSize);
    }

    LogSettings segments(long size) {
        return new LogSettings(dir, commitTimeout, minFreeSpace, bytes(size));
    }

    private static MemorySize bytes(long size) {
        return new MemorySize(BigInteger.valueOf(size));
    }
}
