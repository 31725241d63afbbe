package dev.freehold.api;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.telemetry.Trace;
import dev.freehold.telemetry.Trace.Fact;
import dev.freehold.telemetry.Tracing;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** What happens to every request before and after the resources: it gets a name, is not too large, and never falls through. */
@ApplicationScoped
class ExchangeFilters {
    private static final int FIRST = 10_000;
    private static final Duration BACK_SOON = Duration.ofSeconds(1);

    private final HttpLimits limits;
    private final FaultWriter faults;
    private final Door door;
    private final Tracing tracing;
    private final BodyHandler measuredBody;

    ExchangeFilters(HttpLimits limits, FaultWriter faults, Door door, Tracing tracing) {
        this.limits = limits;
        this.faults = faults;
        this.door = door;
        this.tracing = tracing;
        this.measuredBody =
                BodyHandler.create(false).setBodyLimit(limits.maxBodySize().asLongValue());
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
        filters.register(this::checkBody, FIRST - 1);
    }

    void registerLast(@Observes Router router) {
        router.route().last().handler(this::refuseUnknownPath);
        router.route().order(Integer.MIN_VALUE).failureHandler(this::sayThatTheBodyIsTooLarge);
    }

    private void sayThatTheBodyIsTooLarge(RoutingContext context) {
        if (context.statusCode() == FaultCode.PAYLOAD_TOO_LARGE.status()) {
            faults.write(context, tooLarge(limits.maxBodySize().asLongValue()));
        } else {
            context.next();
        }
    }

    private void begin(RoutingContext context) {
        Trace trace = tracing.begin(context.request().getHeader("traceparent"));
        Exchange.begin(context, trace);
        if (!trace.equals(Trace.NONE)) {
            context.addEndHandler(ignored -> tell(context, trace));
        }
        context.addHeadersEndHandler(ignored -> {
            HttpServerResponse response = context.response();
            response.putHeader("x-request-id", Exchange.requestId(context).value());
            response.putHeader("request-id", Exchange.requestId(context).value());
            response.putHeader("x-content-type-options", "nosniff");
            response.putHeader(
                    "openai-processing-ms",
                    Long.toString(Exchange.elapsed(context).toMillis()));
        });
        if (door.lets(context)) {
            context.next();
        } else {
            faults.write(
                    context,
                    new Fault(FaultCode.SHUTTING_DOWN, "This gateway is shutting down; ask again, of another one.")
                            .retryAfter(BACK_SOON));
        }
    }

    private static void tell(RoutingContext context, Trace trace) {
        int status = context.response().getStatusCode();
        trace.fact(Fact.METHOD, context.request().method().name());
        trace.fact(Fact.ROUTE, Routes.template(context));
        trace.fact(Fact.STATUS, status);
        trace.fact(Fact.REQUEST, Exchange.requestId(context).value());
        trace.end(status >= FaultCode.INTERNAL.status());
    }

    /** Says so before the body is read; a body without a declared length is read here, and cut off at the limit. */
    private void checkBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (length != null && declaredLength(length) > limits.maxBodySize().asLongValue()) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            faults.write(context, tooLarge(limits.maxBodySize().asLongValue()));
        } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            faults.write(
                    context,
                    new Fault(
                            FaultCode.UNSUPPORTED_MEDIA_TYPE,
                            "Compressed request bodies are not accepted; send the body without a Content-Encoding."));
        } else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            measuredBody.handle(context);
        } else {
            context.next();
        }
    }

    private static long declaredLength(String header) {
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException notANumber) {
            return Long.MAX_VALUE;
        }
    }

    static Fault tooLarge(long limit) {
        return new Fault(
                FaultCode.PAYLOAD_TOO_LARGE, "The request body is larger than the limit of %d bytes.".formatted(limit));
    }

    private void refuseUnknownPath(RoutingContext context) {
        faults.write(
                context,
                new Fault(
                        FaultCode.NOT_FOUND,
                        "There is no such endpoint. See the OpenAPI document for those that there are."));
    }
}
