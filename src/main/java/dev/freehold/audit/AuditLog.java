package dev.freehold.audit;

import java.util.concurrent.CompletableFuture;

/** The append-only log. Implementations MUST be safe for use by many threads. */
public interface AuditLog {

    /**
     * Appends an entry. The future completes with the entry's index only after the entry is durable, and MUST complete
     * within the commit timeout: with the index, or with a {@link dev.freehold.core.Fault} {@code AUDIT_UNAVAILABLE} when the
     * entry could not be made durable in time. Indices start at 0 and have no gaps.
     */
    CompletableFuture<Long> append(AuditEntry entry);

    /**
     * Appends an entry and waits until it is durable.
     *
     * @return the entry's index
     * @throws dev.freehold.core.Fault {@code AUDIT_UNAVAILABLE} when it is not durable within the commit timeout
     */
    long record(AuditEntry entry);

    /** Can entries be written at the moment? */
    boolean isWritable();
}
