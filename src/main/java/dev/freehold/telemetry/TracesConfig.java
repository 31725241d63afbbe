package dev.freehold.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Who is told which way the calls went. */
@ConfigMapping(prefix = "freehold.traces")
public interface TracesConfig {

    /** A collector that takes OTLP over HTTP, for example {@code http://collector:4318/v1/traces}; without it nothing is measured. */
    Optional<URI> to();

    /** Sent with each batch, for example a credential. */
    Map<String, String> headers();

    /** The share of the calls that are told of, 0 to 1, where the caller has not decided ({@code traceparent}). */
    @WithDefault("1")
    double ratio();

    /** How long a collector may take; what it does not take is lost, and counted. */
    @WithDefault("5s")
    Duration timeout();
}
