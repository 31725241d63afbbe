package dev.freehold.audit;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.core.Usage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Entries to write in tests; their times have the log's microseconds, so they come back as they went in. */
final class Entries {
    private Entries() {}

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    static Caller caller(String id) {
        return new Caller(id, Caller.Credential.API_KEY, "acme", "search", Set.of(Role.INFERENCE), Set.of());
    }

    /** A call's entry; {@code request} names the call. */
    static AuditEntry call(Kind kind, String request) {
        return AuditEntry.of(kind, "chat.completions")
                .at(now())
                .request(new RequestId(request))
                .caller(caller("key:q7Tz0aB3xY"))
                .http("POST", "/v1/chat/completions", 200)
                .model(new ModelId("qwen3-8b"), "sha256:92745110")
                .tokens(new Usage(1211, 388), kind == Kind.ADMIT ? null : new Usage(1211, 12))
                .build();
    }

    static AuditEntry admin(String target) {
        return AuditEntry.of(Kind.ADMIN, "key.create").at(now()).target(target).build();
    }
}
