package dev.freehold.gateway;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit log whose disk the test holds in its hand. */
final class ControlledAuditLog implements AuditLog {
    final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);

    void breakDisk() {
        disk = CompletableFuture.failedFuture(new Fault(FaultCode.AUDIT_UNAVAILABLE, "the disk is gone"));
    }

    List<Kind> kinds() {
        return entries.stream().map(AuditEntry::kind).toList();
    }

    @Override
    public CompletableFuture<Long> append(AuditEntry entry) {
        return disk.thenApply(durable -> {
            entries.add(entry);
            return entries.size() - 1L;
        });
    }

    @Override
    public long record(AuditEntry entry) {
        try {
            return append(entry).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw failed;
        }
    }

    @Override
    public boolean isWritable() {
        return !disk.isCompletedExceptionally();
    }
}
