package dev.freehold.payload;

import dev.freehold.audit.AuditConfig;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;

/** Where the log of a test lies. */
record LogPlace(Path dir, Duration commitTimeout) implements AuditConfig {
    @Override
    public MemorySize minFreeSpace() {
        return new MemorySize(BigInteger.ONE);
    }

    @Override
    public MemorySize segmentSize() {
        return new MemorySize(BigInteger.ONE);
    }
}
