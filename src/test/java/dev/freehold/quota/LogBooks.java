package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Tokens;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of one limit without refill by nothing but the audit log, entry by entry in its order, and so sees whether more
 * was admitted at any moment than there was.
 */
public final class LogBooks {
    private final long capacity;
    private final Map<RequestId, Usage> open = new HashMap<>();
    private long left;
    private long next;
    private int mostOpen;
    private long used;
    private int calls;
    private int orphans;

    public LogBooks(long capacity) {
        this.capacity = capacity;
        this.left = capacity;
    }

    public LogBooks read(AuditReader log) {
        log.since(0, this::accept);
        return this;
    }

    /** The most calls that ran at the same time. */
    int mostOpen() {
        return mostOpen;
    }

    long used() {
        return used;
    }

    public int calls() {
        return calls;
    }

    public int orphans() {
        return orphans;
    }

    private void accept(RecordedEntry recorded) {
        assertEquals(next++, recorded.index(), "no gap");
        AuditEntry entry = recorded.entry();
        RequestId request = entry.request();
        if (request == null) {
            return;
        }
        switch (entry.kind()) {
            case ADMIT -> admit(request, Objects.requireNonNull(entry.tokens()));
            case SETTLE, ABORT, ORPHAN -> close(request, entry);
            case DENY, ADMIN, ERASE, LIFECYCLE -> {}
        }
    }

    private void admit(RequestId request, Tokens tokens) {
        assertNull(open.put(request, tokens.reserved()), () -> request + " was admitted twice");
        left -= tokens.reserved().totalTokens();
        assertTrue(left >= 0, () -> "entry " + (next - 1) + " admits " + -left + " tokens too many");
        mostOpen = Math.max(mostOpen, open.size());
        calls++;
    }

    private void close(RequestId request, AuditEntry entry) {
        @Nullable Usage reserved = open.remove(request);
        assertNotNull(reserved, () -> request + " ends twice, or never began");
        Usage charged =
                Objects.requireNonNull(Objects.requireNonNull(entry.tokens()).used());
        left += reserved.totalTokens() - charged.totalTokens();
        used += charged.totalTokens();
        if (entry.kind() == AuditEntry.Kind.ORPHAN) {
            assertEquals(reserved, charged, "an orphan is charged in full");
            orphans++;
        }
    }

    /** All calls have ended, and the log and the ledger agree to the token. */
    public void closedWith(long remaining) {
        assertEquals(Map.of(), open, "calls without an end");
        assertEquals(remaining, left, "tokens left, by the ledger and by the log");
        assertEquals(capacity, left + used);
    }
}
