package dev.freehold.audit;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditEntry.Tokens;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls that were admitted and have no end yet, oldest first. */
final class OpenCalls {
    private final Map<RequestId, AuditEntry> byRequest = new LinkedHashMap<>();

    void see(AuditEntry entry) {
        RequestId request = entry.request();
        if (request == null) {
            return;
        }
        if (entry.kind() == Kind.ADMIT) {
            byRequest.put(request, entry);
        } else if (entry.kind().closesCall()) {
            byRequest.remove(request);
        }
    }

    /** The entries that close them: nobody knows how much was delivered, so all that was reserved is charged. */
    List<AuditEntry> orphans() {
        return byRequest.values().stream()
                .map(admit -> end(admit, Kind.ORPHAN, "orphaned", reserved(admit)))
                .toList();
    }

    /** The entry that closes {@code admit} in the name of the log. */
    static AuditEntry end(AuditEntry admit, Kind kind, String outcome, Usage used) {
        Tokens tokens =
                admit.tokens() == null ? null : new Tokens(admit.tokens().reserved(), used);
        return new AuditEntry(
                kind,
                Instant.now(),
                admit.action(),
                admit.request(),
                admit.actor(),
                admit.http(),
                admit.model(),
                tokens,
                outcome,
                admit.target(),
                admit.change(),
                admit.subject(),
                null,
                null);
    }

    private static Usage reserved(AuditEntry admit) {
        return admit.tokens() == null ? Usage.NONE : admit.tokens().reserved();
    }
}
