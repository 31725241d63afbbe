package dev.freehold.audit.anchor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where checkpoints are kept outside. Only the deployment sets this; without it nothing leaves the machine. */
@ConfigMapping(prefix = "freehold.audit.anchor")
public interface AnchorConfig {

    /** Witnesses (C2SP tlog-witness) by a name of your own. */
    Map<String, WitnessConfig> witness();

    /** A file that gets a line for each checkpoint, best on another machine's disk. */
    Optional<Path> file();

    /** {@code udp://host:port}, {@code tcp://host:port} or {@code tls://host:port}; acknowledges nothing, so it never counts. */
    Optional<URI> syslog();

    /** A checkpoint is anchored at most this often. */
    @WithDefault("10s")
    Duration interval();

    /** So many witnesses and files must have taken a checkpoint lately. */
    @WithDefault("0")
    int required();

    /** Readiness says that anchors are late when the newest anchored checkpoint is older than this. */
    @WithDefault("10m")
    Duration warnAfter();

    /** With {@code required}, no call is admitted when it is older than this. */
    @WithDefault("24h")
    Duration refuseAfter();

    /** One witness. */
    interface WitnessConfig {

        /** Its submission prefix; {@code /add-checkpoint} is added. */
        URI url();

        /** Its verifier key, as it prints it. */
        String key();
    }
}
