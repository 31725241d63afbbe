package dev.freehold.api;

import dev.freehold.core.Caller;
import dev.freehold.core.RequestId;
import dev.freehold.telemetry.Trace;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** What every request carries from its first moment: a name, a start time and, once it is known, a caller. */
public final class Exchange {
    private static final String REQUEST_ID = "freehold.request-id";
    private static final String STARTED = "freehold.started";
    private static final String PREPARATION = "freehold.preparation";

    private Exchange() {}

    static void begin(RoutingContext context, Trace trace) {
        context.put(Trace.KEY, trace);
        context.put(REQUEST_ID, RequestId.random());
        context.put(STARTED, System.nanoTime());
    }

    public static RequestId requestId(RoutingContext context) {
        return context.get(REQUEST_ID);
    }

    /** Who is told which way the request goes. */
    public static Trace trace(RoutingContext context) {
        return context.get(Trace.KEY);
    }

    /** Whether {@code usage} is to say what the answer drew; protocols have no field to ask with. */
    public static boolean wantsEnergy(RoutingContext context) {
        return "energy".equalsIgnoreCase(context.request().getHeader("Freehold-Usage"));
    }

    /** Has something done once, on a thread that may wait, before this exchange's answer is written. */
    public static void beforeAnswer(RoutingContext context, Runnable preparation) {
        context.put(PREPARATION, preparation);
    }

    /** To be called by whoever answers, when all that the answer tells has happened. */
    public static void prepareAnswer(RoutingContext context) {
        Runnable preparation = context.remove(PREPARATION);
        if (preparation != null && !context.response().headWritten()) {
            preparation.run();
        }
    }

    static Duration elapsed(RoutingContext context) {
        long started = context.get(STARTED);
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Who called; absent until the caller has been authenticated. */
    public static Optional<Caller> caller(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                ? Optional.ofNullable(user.getSecurityIdentity().getAttribute("caller"))
                : Optional.empty();
    }
}
