package dev.freehold.api;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.Refusals;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import io.quarkus.arc.All;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The one way a failure leaves the building: recorded when it is a refusal, logged when it is ours, dressed by its protocol. */
@ApplicationScoped
public class FaultWriter {
    private static final Logger LOG = Logger.getLogger(FaultWriter.class);

    private final List<Dialect> dialects;
    private final Refusals refusals;
    private final AuditHeader receipts;

    FaultWriter(@All List<Dialect> dialects, Refusals refusals, AuditHeader receipts) {
        this.dialects = dialects;
        this.refusals = refusals;
        this.receipts = receipts;
    }

    /** What to answer, and the note of it taken; waits until a refusal is recorded. */
    public Answer answer(RoutingContext context, Fault fault) {
        Fault told = note(context, fault);
        Exchange.prepareAnswer(context);
        Dialect dialect = dialect(context);
        Map<String, String> headers = new LinkedHashMap<>(dialect.headers(told));
        if (told.code() == FaultCode.UNAUTHENTICATED) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return new Answer(dialect.status(told), dialect.body(told), headers);
    }

    /** Answers outside the resources, on another thread than the event loop. */
    void write(RoutingContext context, Fault fault) {
        Thread.startVirtualThread(() -> {
            Answer answer = answer(context, fault);
            HttpServerResponse response = context.response();
            response.setStatusCode(answer.status());
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            answer.headers().forEach(response::putHeader);
            response.end(answer.body());
        });
    }

    /** An error body and what goes with it. */
    public record Answer(int status, String body, Map<String, String> headers) {}

    private Dialect dialect(RoutingContext context) {
        String path = context.request().path();
        return dialects.stream()
                .filter(candidate -> candidate.speaks(path))
                .findFirst()
                .orElseThrow();
    }

    /** A refusal that cannot be recorded is answered with that failure instead. */
    private Fault note(RoutingContext context, Fault fault) {
        if (fault.code() == FaultCode.INTERNAL) {
            LOG.errorf(fault.getCause(), "%s failed", Exchange.requestId(context));
        }
        if (isRefusal(fault)) {
            try {
                refusals.record(source(context), entry(context, fault))
                        .ifPresent(index -> receipts.announce(context, index));
            } catch (Fault notRecorded) {
                return notRecorded;
            }
        }
        return fault;
    }

    private static String source(RoutingContext context) {
        return Exchange.caller(context)
                .map(Caller::id)
                .orElseGet(() -> context.request().remoteAddress().hostAddress());
    }

    /** What fails after it was admitted is recorded by its permit. */
    private static boolean isRefusal(Fault fault) {
        int status = fault.code().status();
        return status >= 400 && status < FaultCode.CANCELLED.status();
    }

    private static AuditEntry entry(RoutingContext context, Fault fault) {
        return AuditEntry.of(Kind.DENY, "request")
                .request(Exchange.requestId(context))
                .caller(Exchange.caller(context).orElse(null))
                .http(
                        context.request().method().name(),
                        Routes.template(context),
                        fault.code().status())
                .outcome(fault.code())
                .build();
    }
}
