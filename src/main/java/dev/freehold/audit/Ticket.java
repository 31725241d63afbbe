package dev.freehold.audit;

import java.util.concurrent.CompletableFuture;

/** An entry on its way to the disk, and the promise to its writer. */
final class Ticket {
    private final AuditEntry entry;
    private final byte[] leaf;
    private final CompletableFuture<Long> index = new CompletableFuture<>();

    Ticket(AuditEntry entry, byte[] leaf) {
        this.entry = entry;
        this.leaf = leaf;
    }

    AuditEntry entry() {
        return entry;
    }

    byte[] leaf() {
        return leaf;
    }

    int frameSize() {
        return Frame.size(leaf.length);
    }

    /** Completes on the commit thread, so only this room's own short steps may hang on it. */
    CompletableFuture<Long> index() {
        return index;
    }

    boolean isAbandoned() {
        return index.isDone();
    }
}
