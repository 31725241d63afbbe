package dev.freehold.quota;

import java.time.Duration;
import java.util.Optional;

/** The tightest request limit and the tightest token limit of a scope; absent where there is none. */
public record Standing(Optional<Gauge> requests, Optional<Gauge> tokens) {
    public static final Standing UNLIMITED = new Standing(Optional.empty(), Optional.empty());

    /** {@code reset} is the time until {@code remaining} is back at {@code limit} if nothing else is used. */
    public record Gauge(long limit, long remaining, Duration reset) {}
}
