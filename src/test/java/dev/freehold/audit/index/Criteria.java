package dev.freehold.audit.index;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditQuery;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Builds criteria from those that a test cares about. */
final class Criteria {
    private AuditEntry.@Nullable Kind kind;
    private @Nullable String action;
    private @Nullable String actor;
    private @Nullable String tenant;
    private @Nullable String project;
    private @Nullable String model;
    private @Nullable String outcome;
    private @Nullable Integer status;
    private @Nullable String request;
    private @Nullable String without;
    private @Nullable String text;
    private @Nullable Instant from;
    private @Nullable Instant to;

    Criteria kind(AuditEntry.@Nullable Kind value) {
        kind = value;
        return this;
    }

    Criteria action(@Nullable String value) {
        action = value;
        return this;
    }

    Criteria actor(@Nullable String value) {
        actor = value;
        return this;
    }

    Criteria tenant(@Nullable String value) {
        tenant = value;
        return this;
    }

    Criteria project(@Nullable String value) {
        project = value;
        return this;
    }

    Criteria model(@Nullable String value) {
        model = value;
        return this;
    }

    Criteria outcome(@Nullable String value) {
        outcome = value;
        return this;
    }

    Criteria status(@Nullable Integer value) {
        status = value;
        return this;
    }

    Criteria request(@Nullable String value) {
        request = value;
        return this;
    }

    Criteria without(@Nullable String value) {
        without = value;
        return this;
    }

    Criteria text(@Nullable String value) {
        text = value;
        return this;
    }

    Criteria from(@Nullable Instant value) {
        from = value;
        return this;
    }

    Criteria to(@Nullable Instant value) {
        to = value;
        return this;
    }

    AuditCriteria build() {
        return new AuditCriteria(
                kind, action, actor, tenant, project, model, outcome, status, request, without, text, from, to);
    }

    AuditQuery query(int limit) {
        return new AuditQuery(build(), OptionalLong.empty(), limit);
    }
}
