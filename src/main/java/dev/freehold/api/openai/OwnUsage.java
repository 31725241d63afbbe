package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.api.Exchange;
import dev.freehold.core.Caller;
import dev.freehold.quota.Gauge;
import dev.freehold.quota.Limit;
import dev.freehold.quota.QuotaLedger;
import dev.freehold.quota.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the caller at hand may use, how much of it is left and when it is back: its own limits, its project's, its organisation's. */
@Path("/v1/usage")
@Produces("application/json")
@RolesAllowed("inference")
@RunOnVirtualThread
class OwnUsage {
    private final QuotaLedger quota;
    private final Answering answering;

    OwnUsage(QuotaLedger quota, Answering answering) {
        this.quota = quota;
        this.answering = answering;
    }

    /** The answer; no limits means that nothing limits this caller. */
    record Report(String tenant, String project, String caller, List<LimitReport> limits) {}

    /**
     * One limit.
     *
     * @param scope what it is a limit of: {@code organisation}, {@code project} or {@code caller}
     * @param window absent for calls at the same time
     * @param model the only model that it counts; absent when it counts all together
     * @param resetsInSeconds until all of it is left if nothing else is used
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LimitReport(
            String scope,
            String dimension,
            @Nullable String window,
            @Nullable String model,
            long limit,
            long used,
            long remaining,
            @JsonProperty("resets_in_seconds") BigDecimal resetsInSeconds) {

        static LimitReport of(Gauge gauge) {
            Limit limit = gauge.limit();
            boolean isConcurrency = limit.dimension() == Limit.Dimension.CONCURRENCY;
            return new LimitReport(
                    gauge.scope().kind().wireName(),
                    limit.dimension().wireName(),
                    isConcurrency ? null : limit.window().wireName(),
                    limit.model() == null ? null : limit.model().value(),
                    limit.amount(),
                    limit.amount() - gauge.remaining(),
                    gauge.remaining(),
                    BigDecimal.valueOf(gauge.reset().toNanos() / 1000, 6));
        }
    }

    @GET
    @Operation(summary = "Says what this caller may use, and what is left of it")
    public Report report(@Context RoutingContext context) {
        Caller caller = answering.call(context, "usage.get", "/v1/usage").caller();
        List<LimitReport> limits =
                quota.gauges(Scopes.of(caller)).stream().map(LimitReport::of).toList();
        Exchange.prepareAnswer(context);
        return new Report(caller.tenant(), caller.project(), caller.id(), limits);
    }
}
