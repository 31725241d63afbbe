package dev.freehold.audit.checkpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who signs the log's checkpoints, and how often. Only the deployment sets this; no endpoint can. */
@ConfigMapping(prefix = "freehold.audit.checkpoint")
public interface CheckpointConfig {

    /** The log's name, best a URL without scheme that is yours; made up at the first start, and never changed after it. */
    Optional<String> origin();

    /**
     * An Ed25519 key in PKCS#8 and PEM. Without it the first start makes {@code checkpoint.key} in the data folder. Replicas on one
     * PostgreSQL need the same key.
     */
    Optional<Path> keyFile();

    /** The key before, to rotate to another one; both sign for a day. */
    Optional<Path> previousKeyFile();

    /** A log that has grown is signed again after this time. */
    @WithDefault("1s")
    Duration interval();

    /** A log that has not grown is shown to witnesses and anchors again after this time. */
    @WithDefault("60s")
    Duration heartbeat();
}
