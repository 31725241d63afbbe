package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Tokens;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
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

    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<RequestId, OpenCall> openCalls = new HashMap<>();
    private final Allowances allowances;
    private final long now;
    private final long from;
    private long emptySince;

    private record OpenCall(Account account, Account.Taken taken) {}

    Replay(Allowances allowances, Instant now) {
        this.allowances = allowances;
        this.now = Micros.of(now);
        this.from = Math.min(Micros.of(MonthMeter.startOfMonth(this.now).toInstant()), Micros.of(now.minus(AT_LEAST)));
        this.emptySince = from;
    }

    /** The accounts of all scopes that the log knows of and that have an allowance. */
    Map<String, Account> of(AuditReader log) {
        log.replay(Micros.instant(from), this::accept);
        openCalls.values().forEach(open -> settle(open, open.taken().tokens(), now));
        return accounts;
    }

    private void accept(RecordedEntry recorded) {
        if (recorded.index() == 0) {
            emptySince = Account.LONG_AGO;
        }
        AuditEntry entry = recorded.entry();
        RequestId request = entry.request();
        if (request == null) {
            return;
        }
        switch (entry.kind()) {
            case ADMIT -> admit(request, entry);
            case SETTLE, ABORT, ORPHAN -> close(openCalls.remove(request), entry);
            case DENY, ADMIN, LIFECYCLE -> {}
        }
    }

    private void admit(RequestId request, AuditEntry entry) {
        AuditEntry.Actor actor = entry.actor();
        if (actor == null) {
            return;
        }
        allowances.of(actor.id()).ifPresent(allowance -> {
            Account account = accounts.computeIfAbsent(actor.id(), scope -> new Account(emptySince));
            account.follow(allowance, time(entry));
            Tokens tokens = entry.tokens();
            Usage reserved = tokens == null ? Usage.NONE : tokens.reserved();
            openCalls.put(request, new OpenCall(account, account.replay(reserved, time(entry))));
        });
    }

    /** What an entry does not say was used in part was used in full. */
    private void close(@Nullable OpenCall open, AuditEntry entry) {
        if (open != null) {
            Tokens tokens = entry.tokens();
            Usage used = tokens == null || entry.kind() == AuditEntry.Kind.ORPHAN ? null : tokens.used();
            settle(open, used == null ? open.taken().tokens() : used, time(entry));
        }
    }

    private static void settle(OpenCall open, Usage used, long at) {
        open.account().settle(open.taken(), used, at);
    }

    /** A clock that ran ahead before the restart must not freeze the refill after it. */
    private long time(AuditEntry entry) {
        return Math.min(now, Micros.of(entry.at()));
    }
}
