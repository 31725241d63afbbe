package dev.freehold.api.openai;

import dev.freehold.quota.Gauge;
import dev.freehold.quota.Standing;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Locale;

/** The {@code x-ratelimit-*} headers. */
final class RateLimitHeaders {
    private RateLimitHeaders() {}

    static void write(HttpServerResponse response, Standing standing) {
        standing.requests().ifPresent(gauge -> write(response, "requests", gauge));
        standing.tokens().ifPresent(gauge -> write(response, "tokens", gauge));
    }

    private static void write(HttpServerResponse response, String dimension, Gauge gauge) {
        response.putHeader(
                "x-ratelimit-limit-" + dimension, Long.toString(gauge.limit().amount()));
        response.putHeader("x-ratelimit-remaining-" + dimension, Long.toString(gauge.remaining()));
        response.putHeader("x-ratelimit-reset-" + dimension, format(gauge.reset()));
    }

    /** As OpenAI writes durations, for example {@code 12ms}, {@code 1.5s}, {@code 6m0s}, {@code 2h0m5s}. */
    static String format(Duration duration) {
        long millis = duration.plusNanos(999_999).toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        long hours = millis / 3_600_000;
        long minutes = millis / 60_000 % 60;
        String seconds = millis % 1000 == 0
                ? millis / 1000 % 60 + "s"
                : String.format(Locale.ROOT, "%.3fs", millis % 60_000 / 1000.0);
        return (hours > 0 ? hours + "h" : "") + (hours > 0 || minutes > 0 ? minutes + "m" : "") + seconds;
    }
}
