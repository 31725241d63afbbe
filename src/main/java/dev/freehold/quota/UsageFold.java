package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Actor;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditEntry.Model;
import dev.freehold.audit.AuditEntry.Tokens;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.Usage;
import dev.freehold.quota.UsageRows.Amount;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up a stretch of the audit log: every admitted call counts once, on the day that it ended. */
final class UsageFold {
    private static final int FULL = 1000;

    private final Map<UsageRows.Key, Amount> used = new LinkedHashMap<>();
    private final long from;
    private long next;

    UsageFold(long from) {
        this.from = from;
        this.next = from;
    }

    void add(RecordedEntry recorded) {
        next = recorded.index() + 1;
        AuditEntry entry = recorded.entry();
        Actor actor = entry.actor();
        Model model = entry.model();
        Tokens tokens = entry.tokens();
        if (isEnd(entry.kind()) && actor != null && model != null && tokens != null) {
            String day = entry.at().atZone(ZoneOffset.UTC).toLocalDate().toString();
            used.merge(
                    new UsageRows.Key(actor.tenant(), day, actor.project(), actor.id(), model.id()),
                    Amount.of(charged(entry.kind(), tokens), entry.energy()),
                    Amount::plus);
        }
    }

    private static boolean isEnd(Kind kind) {
        return switch (kind) {
            case SETTLE, ABORT, ORPHAN -> true;
            case ADMIT, DENY, ADMIN, ERASE, LIFECYCLE -> false;
        };
    }

    /** What the quota was charged, and so: what does not say what it used has used all that was reserved. */
    private static Usage charged(Kind kind, Tokens tokens) {
        Usage used = tokens.used();
        return used == null || kind == Kind.ORPHAN ? tokens.reserved() : used;
    }

    boolean isFull() {
        return next - from >= FULL;
    }

    boolean isEmpty() {
        return next == from;
    }

    long from() {
        return from;
    }

    long next() {
        return next;
    }

    Map<UsageRows.Key, Amount> used() {
        return used;
    }
}
