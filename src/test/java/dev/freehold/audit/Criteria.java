package dev.freehold.audit;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Builds a query from the criteria that a test cares about. */
final class Criteria {
    private AuditEntry.@Nullable Kind kind;
    private @Nullable String action;
    private @Nullable String actor;
    private @Nullable String tenant;
    private @Nullable String model;
    private @Nullable String outcome;
    private @Nullable String request;
    private @Nullable Instant from;
    private @Nullable Instant to;

    Criteria kind(AuditEntry.Kind value) {
        kind = value;
        return this;
    }

    Criteria action(String value) {
        action = value;
        return this;
    }

    Criteria actor(String value) {
        actor = value;
        return this;
    }

    Criteria tenant(String value) {
        tenant = value;
        return this;
    }

    Criteria model(String value) {
        model = value;
        return this;
    }

    Criteria outcome(String value) {
        outcome = value;
        return this;
    }

    Criteria request(String value) {
        request = value;
        return this;
    }

    Criteria from(Instant value) {
        from = value;
        return this;
    }

    Criteria to(Instant value) {
        to = value;
        return this;
    }

    AuditQuery query() {
        return new AuditQuery(
                kind, action, actor, tenant, model, outcome, request, from, to, OptionalLong.empty(), 100);
    }
}
