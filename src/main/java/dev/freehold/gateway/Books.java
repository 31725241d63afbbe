package dev.freehold.gateway;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.inference.ServableModel;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Writes each admitted call down: as entries in the audit log and as numbers in the metrics. */
@ApplicationScoped
class Books {
    private static final Logger LOG = Logger.getLogger(Books.class);

    private final AuditLog audit;
    private final MeterRegistry meters;

    Books(AuditLog audit, MeterRegistry meters) {
        this.audit = audit;
        this.meters = meters;
    }

    /** Completes when the admission is durable. */
    CompletableFuture<Long> admitted(Call call, ServableModel model, Usage reserved) {
        return audit.append(
                entry(Kind.ADMIT, call, model).tokens(reserved, null).build());
    }

    /** Returns when the record is durable. */
    void settled(Call call, ServableModel model, Usage reserved, Usage used, String outcome) {
        count(call, model, used, outcome);
        audit.record(entry(Kind.SETTLE, call, model)
                .http("POST", call.route(), 200)
                .tokens(reserved, used)
                .outcome(outcome)
                .build());
    }

    /** Nobody waits for the record of a call that failed; should it fail too, the next start closes the call as an orphan. */
    void aborted(Call call, ServableModel model, Usage reserved, Usage used, FaultCode why) {
        count(call, model, used, why.wireName());
        AuditEntry abort = entry(Kind.ABORT, call, model)
                .http("POST", call.route(), why.status())
                .tokens(reserved, used)
                .outcome(why)
                .build();
        var _ = audit.append(abort).exceptionally(notRecorded -> {
            LOG.warnf(notRecorded, "The end of %s could not be recorded", call.request());
            return -1L;
        });
    }

    private static AuditEntry.Builder entry(Kind kind, Call call, ServableModel model) {
        return AuditEntry.of(kind, call.action())
                .request(call.request())
                .caller(call.caller())
                .model(model.id(), model.digest());
    }

    private void count(Call call, ServableModel model, Usage used, String outcome) {
        String id = model.id().value();
        meters.counter("freehold.calls", "action", call.action(), "model", id, "outcome", outcome)
                .increment();
        meters.counter("freehold.tokens", "direction", "input", "model", id).increment((double) used.inputTokens());
        meters.counter("freehold.tokens", "direction", "output", "model", id).increment((double) used.outputTokens());
    }
}
