package dev.freehold.audit;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor is looking for; an absent criterion matches everything.
 *
 * @param below only entries with a smaller index, for paging
 * @param limit entries on a page, 1 to 1000
 */
public record AuditQuery(
        AuditEntry.@Nullable Kind kind,
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

    public static AuditQuery newest(int limit) {
        return new AuditQuery(null, null, null, null, null, null, null, null, null, OptionalLong.empty(), limit);
    }
}
