package dev.freehold.api.anthropic;

import dev.freehold.quota.Gauge;
import dev.freehold.quota.Standing;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The {@code anthropic-ratelimit-*} headers. */
final class RateLimitHeaders {
    private RateLimitHeaders() {}

    static void write(HttpServerResponse response, Standing standing) {
        Instant now = Instant.now();
        standing.requests().ifPresent(gauge -> write(response, "requests", gauge, now));
        standing.tokens().ifPresent(gauge -> write(response, "tokens", gauge, now));
    }

    private static void write(HttpServerResponse response, String dimension, Gauge gauge, Instant now) {
        String prefix = "anthropic-ratelimit-" + dimension;
        response.putHeader(prefix + "-limit", Long.toString(gauge.limit().amount()));
        response.putHeader(prefix + "-remaining", Long.toString(gauge.remaining()));
        response.putHeader(prefix + "-reset", format(now.plus(gauge.reset())));
    }

    /** As Anthropic writes times, in whole seconds; never a moment too early. */
    static String format(Instant time) {
        return time.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
