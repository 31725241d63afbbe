package dev.freehold.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Who is sent the audit log as it grows. Nobody by default: what is not named here is never connected to. */
@ConfigMapping(prefix = "freehold.audit")
public interface FollowersConfig {

    /** By names that the operator gives. */
    Map<String, Follower> followers();

    /** The folder of the cursors: how far each follower has got. */
    @WithDefault("${freehold.home}/followers")
    Path cursors();

    /** One place that the log is sent to. */
    interface Follower {
        /**
         * {@code tcp://host:port} or {@code tls://host:port} for syslog (RFC 5424), {@code http://…/v1/logs} or {@code https://…} for
         * OpenTelemetry logs (OTLP, JSON).
         */
        URI to();

        /** What a syslog message holds: {@code jsonl}, {@code ocsf} or {@code cef}. */
        @WithDefault("jsonl")
        String format();

        /** Certificates in PEM that are trusted instead of the platform's. */
        Optional<Path> trust();

        /** Headers of each OTLP request, for example {@code Authorization}. */
        Map<String, String> headers();

        /** The most entries that are sent at once. */
        @WithDefault("500")
        int batch();

        /** How long it may take to connect, and to wait for an answer. */
        @WithDefault("10s")
        Duration timeout();
    }
}
