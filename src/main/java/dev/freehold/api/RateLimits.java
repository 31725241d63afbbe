package dev.freehold.api;

import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.quota.QuotaLedger;
import dev.freehold.quota.Scopes;
import dev.freehold.quota.Standing;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Has an answer say where its caller stands with the model that was asked for: after the call when it is sent whole or refused,
 * and while it runs when it is streamed.
 */
@ApplicationScoped
public class RateLimits {
    private static final Logger LOG = Logger.getLogger(RateLimits.class);
    private static final String MODEL = "freehold.model";

    private final QuotaLedger quota;

    RateLimits(QuotaLedger quota) {
        this.quota = quota;
    }

    /** Before the answer, {@code headers} writes the standing in its protocol's words. */
    public void announce(RoutingContext context, Caller caller, BiConsumer<HttpServerResponse, Standing> headers) {
        Exchange.beforeAnswer(context, () -> write(context, caller, headers));
    }

    /** Says which model the request is about, as soon as that is known. */
    public void about(RoutingContext context, String model) {
        if (ModelId.isValid(model)) {
            context.put(MODEL, new ModelId(model));
        }
    }

    /** An answer that is there is not lost because its headers are not. */
    private void write(RoutingContext context, Caller caller, BiConsumer<HttpServerResponse, Standing> headers) {
        try {
            headers.accept(
                    context.response(), Standing.of(quota.gauges(Scopes.of(caller)), context.<ModelId>get(MODEL)));
        } catch (RuntimeException failed) {
            LOG.warnf(failed, "%s is answered without rate-limit headers", Exchange.requestId(context));
        }
    }
}
