package dev.freehold.audit;

import java.util.List;
import java.util.OptionalLong;

/**
 * One page of a search, newest first.
 *
 * @param next the index to continue below, absent on the last page
 */
public record AuditPage(List<RecordedEntry> entries, OptionalLong next) {
    public AuditPage {
        entries = List.copyOf(entries);
    }

    /** One match more than fits says that another page follows. */
    public static AuditPage of(List<RecordedEntry> found, int limit) {
        if (found.size() <= limit) {
            return new AuditPage(found, OptionalLong.empty());
        }
        return new AuditPage(
                found.subList(0, limit), OptionalLong.of(found.get(limit - 1).index()));
    }
}
