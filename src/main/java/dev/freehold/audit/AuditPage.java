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
}
