package dev.freehold.audit;

import dev.freehold.core.Fault;
import java.util.OptionalLong;

/**
 * One page of what an auditor is looking for.
 *
 * @param below only entries with a smaller index, for paging
 * @param limit entries on a page, 1 to 1000
 */
public record AuditQuery(AuditCriteria criteria, OptionalLong below, int limit) {

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
        return new AuditQuery(AuditCriteria.NONE, OptionalLong.empty(), limit);
    }
}
