package dev.freehold.subject;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The master key that wraps the keys of all subjects: 32 random bytes in base64. With the embedded database it is made at the
 * first start, in the data folder; replicas that share a PostgreSQL MUST all be given the same one.
 */
@ConfigMapping(prefix = "freehold.subjects")
public interface SubjectConfig {

    Optional<String> key();

    /** A file that holds the key and nothing else, instead of {@code key}. */
    Optional<Path> keyFile();

    /** How long backups of the database are kept; an erasure is complete when the last one that holds the keys is gone. */
    @WithDefault("14d")
    Duration keyBackupRetention();
}
