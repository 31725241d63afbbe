package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Tokens;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks the audit log through fresh accounts, each entry at its own time, and so arrives where the last process left off.
 *
 * <p>It starts with the month, or a week ago if that is earlier. Whatever a bucket went through before, it was at worst empty
 * then, and so it is taken to have been, unless the log itself begins later; every call that was admitted then corrects the
 * guess. That may refuse too much to a scope that was busy all the time, and never admits too much. Allowances are those
 * of today.
 */
final class Replay {
    private static final Duration AT_LEAST = Duration.ofDays(7);

    private final Map<RequestId, Taken> openCalls = new HashMap<>();
    private final Accounts accounts;
    private final long now;
    private final long from;

    Replay(Allowances allowances, Instant now) {
        this.accounts = new Accounts(allowances);
        this.now = Micros.of(now);
        this.from = Math.min(Micros.of(MonthMeter.startOfMonth(this.now).toInstant()), Micros.of(now.minus(AT_LEAST)));
        accounts.emptySince(from);
    }

    /** The accounts of all scopes that the log knows of. */
    Accounts of(AuditReader log) {
        log.replay(Micros.instant(from), this::accept);
        openCalls.values().forEach(open -> accounts.settle(open, open.tokens(), now));
        accounts.sweep(now);
        return accounts;
    }

    private void accept(RecordedEntry recorded) {
        if (recorded.index() == 0) {
            accounts.emptySince(Account.LONG_AGO);
        }
        AuditEntry entry = recorded.entry();
        RequestId request = entry.request();
        if (request == null) {
            return;
        }
        switch (entry.kind()) {
            case ADMIT -> admit(request, entry);
            case SETTLE, ABORT, ORPHAN -> close(openCalls.remove(request), entry);
            case DENY, ADMIN, ERASE, LIFECYCLE -> {}
        }
    }

    private void admit(RequestId request, AuditEntry entry) {
        AuditEntry.Actor actor = entry.actor();
        AuditEntry.Model model = entry.model();
        if (actor == null || model == null) {
            return;
        }
        Scopes scopes = Scopes.of(actor.tenant(), actor.project(), actor.id());
        Tokens tokens = entry.tokens();
        Usage reserved = tokens == null ? Usage.NONE : tokens.reserved();
        openCalls.put(request, accounts.replay(scopes, new ModelId(model.id()), reserved, time(entry)));
    }

    /** What an entry does not say was used in part was used in full. */
    private void close(@Nullable Taken open, AuditEntry entry) {
        if (open != null) {
            Tokens tokens = entry.tokens();
            Usage used = tokens == null || entry.kind() == AuditEntry.Kind.ORPHAN ? null : tokens.used();
            accounts.settle(open, used == null ? open.tokens() : used, time(entry));
        }
    }

    /** A clock that ran ahead before the restart must not freeze the refill after it. */
    private long time(AuditEntry entry) {
        return Math.min(now, Micros.of(entry.at()));
    }
}
