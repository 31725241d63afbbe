package dev.freehold.telemetry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A stretch of a trace, as OpenTelemetry means it. */
record Span(
        String trace,
        String id,
        Optional<String> parent,
        String name,
        boolean isServer,
        Instant from,
        Instant to,
        Map<Trace.Fact, Object> facts,
        boolean isFailure) {}
