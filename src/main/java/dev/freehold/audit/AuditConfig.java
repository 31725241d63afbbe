package dev.freehold.audit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the audit log lives and when it refuses. Only the deployment sets this; no endpoint can. */
@ConfigMapping(prefix = "freehold.audit")
public interface AuditConfig {

    /** The log's own folder; one process at a time may use it. */
    Path dir();

    /** After this time an entry that is not durable yet counts as refused. */
    @WithDefault("2s")
    Duration commitTimeout();

    /** Below this much free space on the disk only entries that close an open call are written. */
    @WithDefault("64M")
    MemorySize minFreeSpace();

    /** A segment file that has grown to this size is followed by a new one. */
    @WithDefault("64M")
    MemorySize segmentSize();
}
