package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Caller;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;

/**
 * One call as the ledger counts it and writes it down.
 *
 * @param request its name, in the ledger and in the audit log
 * @param action what is asked for, from a fixed vocabulary, for example {@code chat.completions}
 * @param route the path template of the endpoint
 * @param digest the model's digest
 */
public record Charge(Caller caller, RequestId request, String action, String route, ModelId model, String digest) {

    public Scopes scopes() {
        return Scopes.of(caller);
    }

    public AuditEntry admitted(Usage reserved) {
        return entry(Kind.ADMIT).tokens(reserved, null).build();
    }

    public AuditEntry settled(Usage reserved, Usage used, String outcome) {
        return entry(Kind.SETTLE)
                .http("POST", route, 200)
                .tokens(reserved, used)
                .outcome(outcome)
                .build();
    }

    public AuditEntry aborted(Usage reserved, Usage used, FaultCode why) {
        return entry(Kind.ABORT)
                .http("POST", route, why.status())
                .tokens(reserved, used)
                .outcome(why)
                .build();
    }

    private AuditEntry.Builder entry(Kind kind) {
        return AuditEntry.of(kind, action).request(request).caller(caller).model(model, digest);
    }
}
