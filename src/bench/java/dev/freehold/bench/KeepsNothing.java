package dev.freehold.bench;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A log that is switched off, for comparison only: it says at once that everything is durable. */
final class KeepsNothing implements AuditLog {
    private final AtomicLong next = new AtomicLong();

    @Override
    public CompletableFuture<Long> append(AuditEntry entry) {
        return CompletableFuture.completedFuture(record(entry));
    }

    @Override
    public long record(AuditEntry entry) {
        return next.getAndIncrement();
    }

    @Override
    public boolean isWritable() {
        return true;
    }
}
