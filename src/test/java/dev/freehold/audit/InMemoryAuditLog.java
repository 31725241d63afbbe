package dev.freehold.audit;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A log for the tests of other rooms; it can be told to fail. */
public final class InMemoryAuditLog implements AuditLog, AuditReader {
    private final List<RecordedEntry> entries = new ArrayList<>();
    private boolean isWritable = true;

    /** Makes every append fail from now on, or work again. */
    public synchronized void writable(boolean writable) {
        isWritable = writable;
    }

    /** All entries, oldest first. */
    public synchronized List<AuditEntry> entries() {
        return entries.stream().map(RecordedEntry::entry).toList();
    }

    @Override
    public CompletableFuture<Long> append(AuditEntry entry) {
        try {
            return CompletableFuture.completedFuture(record(entry));
        } catch (Fault e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public synchronized long record(AuditEntry entry) {
        byte[] leaf = EntryJson.encode(entry);
        if (!isWritable) {
            throw new Fault(FaultCode.AUDIT_UNAVAILABLE, "the audit log cannot be written");
        }
        entries.add(new RecordedEntry(entries.size(), decode(leaf)));
        return entries.size() - 1L;
    }

    private static AuditEntry decode(byte[] leaf) {
        try {
            return EntryJson.decode(leaf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized boolean isWritable() {
        return isWritable;
    }

    @Override
    public synchronized long end() {
        return entries.size();
    }

    @Override
    public synchronized List<RecordedEntry> at(List<Long> indices) {
        return indices.stream().map(index -> entries.get(index.intValue())).toList();
    }

    @Override
    public void replay(Instant from, Consumer<RecordedEntry> each) {
        recorded().stream()
                .filter(recorded -> !recorded.entry().at().isBefore(from))
                .forEach(each);
    }

    @Override
    public void since(long index, Consumer<RecordedEntry> each) {
        recorded().stream().filter(recorded -> recorded.index() >= index).forEach(each);
    }

    private synchronized List<RecordedEntry> recorded() {
        return List.copyOf(entries);
    }
}
