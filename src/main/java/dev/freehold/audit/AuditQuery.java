package dev.freehold.audit;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor is looking for; an absent criterion matches everything.
 *
 * @param from the earliest time
 * @param to the time after the latest
 * @param below only entries with a smaller index, for paging
 * @param limit entries on a page, 1 to 1000
 */
public record AuditQuery(
        @Nullable Kind kind,
        @Nullable String action,
        @Nullable String actor,
        @Nullable String tenant,
        @Nullable String model,
        @Nullable String outcome,
        @Nullable String request,
        @Nullable Instant from,
        @Nullable Instant to,
        OptionalLong below,
        int limit) {

    public static final int MAX_LIMIT = 1000;

    /**
     * Checks the limit.
     *
     * @throws Fault {@code INVALID_REQUEST} when {@code limit} is out of range
     */
    public AuditQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Fault.invalid("limit", "limit must be 1 to " + MAX_LIMIT);
        }
    }

    public static AuditQuery newest(int limit) {
        return new AuditQuery(null, null, null, null, null, null, null, null, null, OptionalLong.empty(), limit);
    }

    boolean matches(AuditEntry entry) {
        return (kind == null || kind == entry.kind())
                && isOrAny(action, entry.action())
                && isOrAny(actor, entry.actor() == null ? null : entry.actor().id())
                && isOrAny(tenant, entry.actor() == null ? null : entry.actor().tenant())
                && isOrAny(model, entry.model() == null ? null : entry.model().id())
                && isOrAny(outcome, entry.outcome())
                && isOrAny(
                        request,
                        entry.request() == null ? null : entry.request().value())
                && !entry.at().isBefore(earliest())
                && entry.at().isBefore(latest());
    }

    Instant earliest() {
        return from == null ? Instant.MIN : from;
    }

    Instant latest() {
        return to == null ? Instant.MAX : to;
    }

    private static boolean isOrAny(@Nullable String wanted, @Nullable String actual) {
        return wanted == null || wanted.equals(actual);
    }
}
