package dev.freehold.audit;

/** An entry as it stands in the log, at its index. */
public record RecordedEntry(long index, AuditEntry entry) {}
