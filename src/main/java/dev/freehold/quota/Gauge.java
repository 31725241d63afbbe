package dev.freehold.quota;

import java.time.Duration;

/**
 * How a limit stands.
 *
 * @param remaining whole units that are left
 * @param reset the time until all of the limit is left if nothing else is used; of calls in flight nobody knows it, so it is a
 *     guess
 */
public record Gauge(Scope scope, Limit limit, long remaining, Duration reset) {}
