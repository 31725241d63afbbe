package dev.freehold.auth;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditLog;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps entries in memory, or refuses them all; as a bean it yields to a real log. */
@DefaultBean
@Singleton
final class RecordingAuditLog implements AuditLog {
    final List<AuditEntry> entries = new ArrayList<>();
    boolean isWritable = true;

    @Override
    public CompletableFuture<Long> append(AuditEntry entry) {
        return CompletableFuture.completedFuture(record(entry));
    }

    @Override
    public long record(AuditEntry entry) {
        if (!isWritable) {
            throw new Fault(FaultCode.AUDIT_UNAVAILABLE, "full");
        }
        entries.add(entry);
        return entries.size() - 1L;
    }

    @Override
    public boolean isWritable() {
        return isWritable;
    }
}
