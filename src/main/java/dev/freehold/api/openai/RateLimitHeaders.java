package dev.freehold.api.openai;

import dev.freehold.api.Exchange;
import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.quota.Gauge;
import dev.freehold.quota.QuotaLedger;
import dev.freehold.quota.Scopes;
import dev.freehold.quota.Standing;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * The {@code x-ratelimit-*} headers: where the caller stands with the model that was asked for, after the call when the answer is
 * sent whole or refused, and while it runs when it is streamed.
 */
@ApplicationScoped
class RateLimitHeaders {
    private static final Logger LOG = Logger.getLogger(RateLimitHeaders.class);
    private static final String MODEL = "freehold.model";

    private final QuotaLedger quota;

    RateLimitHeaders(QuotaLedger quota) {
        this.quota = quota;
    }

    void announce(RoutingContext context, Caller caller) {
        Exchange.beforeAnswer(context, () -> write(context, caller));
    }

    void about(RoutingContext context, String model) {
        if (ModelId.isValid(model)) {
            context.put(MODEL, new ModelId(model));
        }
    }

    /** An answer that is there is not lost because its headers are not. */
    private void write(RoutingContext context, Caller caller) {
        try {
            write(context.response(), Standing.of(quota.gauges(Scopes.of(caller)), context.<ModelId>get(MODEL)));
        } catch (RuntimeException failed) {
            LOG.warnf(failed, "%s is answered without x-ratelimit headers", Exchange.requestId(context));
        }
    }

    private static void write(HttpServerResponse response, Standing standing) {
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
