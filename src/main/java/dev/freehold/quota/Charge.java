package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Caller;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import java.util.function.UnaryOperator;

/**
 * One call as the ledger counts it and writes it down.
 *
 * @param request its name, in the ledger and in the audit log
 * @param action what is asked for, from a fixed vocabulary, for example {@code chat.completions}
 * @param route the path template of the endpoint
 * @param digest the model's digest
 * @param seal adds what was said in the call to the entry that closes it; may throw a {@link dev.freehold.core.Fault} for one
 *     that says that the call was answered, never for one that says that it was not
 */
public record Charge(
        Caller caller,
        RequestId request,
        String action,
        String route,
        ModelId model,
        String digest,
        UnaryOperator<AuditEntry> seal) {

    public Charge(Caller caller, RequestId request, String action, String route, ModelId model, String digest) {
        this(caller, request, action, route, model, digest, UnaryOperator.identity());
    }

    public Scopes scopes() {
        return Scopes.of(caller);
    }

    public AuditEntry admitted(Usage reserved) {
        return entry(Kind.ADMIT).tokens(reserved, null).build();
    }

    public AuditEntry settled(Usage reserved, Usage used, String outcome) {
        return seal.apply(entry(Kind.SETTLE)
                .http("POST", route, 200)
                .tokens(reserved, used)
                .outcome(outcome)
                .build());
    }

    public AuditEntry aborted(Usage reserved, Usage used, FaultCode why) {
        return seal.apply(entry(Kind.ABORT)
                .http("POST", route, why.status())
                .tokens(reserved, used)
                .outcome(why)
                .build());
    }

    private AuditEntry.Builder entry(Kind kind) {
        return AuditEntry.of(kind, action).request(request).caller(caller).model(model, digest);
    }
}
