package dev.freehold.quota;

import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditReader;
import dev.freehold.core.Usage;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The ledger of a single process, in its memory. One lock guards the books of all scopes: it is held for microseconds, and a call
 * is charged on several scopes, the widest of which everybody shares.
 */
@Singleton
@Typed(EmbeddedQuotaLedger.class)
final class EmbeddedQuotaLedger implements QuotaLedger, QuotaRecovery {
    private final Allowances allowances;
    private final AuditLog audit;
    private final InstantSource clock;
    private Accounts accounts;

    @Inject
    EmbeddedQuotaLedger(Allowances allowances, AuditLog audit) {
        this(allowances, audit, new MonotonicClock(InstantSource.system()));
    }

    EmbeddedQuotaLedger(Allowances allowances, AuditLog audit, InstantSource clock) {
        this.allowances = allowances;
        this.audit = audit;
        this.clock = clock;
        this.accounts = new Accounts(allowances);
    }

    /** The reservation is recorded outside the lock: the log may be slow. */
    @Override
    public Reservation reserve(Charge charge, Need need) {
        Taken taken = take(charge, need);
        try {
            return new Hold(charge, taken.tokens(), used -> settle(taken, used), audit);
        } catch (RuntimeException notRecorded) {
            settle(taken, Usage.NONE);
            throw notRecorded;
        }
    }

    /** Allowances are read under the lock, so that an older one never replaces a newer one. */
    private synchronized Taken take(Charge charge, Need need) {
        return accounts.reserve(charge.scopes(), charge.model(), need, now());
    }

    private synchronized void settle(Taken taken, Usage used) {
        accounts.settle(taken, used, now());
    }

    @Override
    public synchronized List<Gauge> gauges(Scopes scopes) {
        return accounts.gauges(scopes, now());
    }

    @Override
    public synchronized void restore(AuditReader log, Instant now) {
        if (accounts.size() > 0) {
            throw new IllegalStateException("the quota ledger is restored before the first reservation, never after");
        }
        accounts = new Replay(allowances, now).of(log);
    }

    /** How many scopes it remembers. */
    synchronized int size() {
        return accounts.size();
    }

    private long now() {
        return Micros.of(clock.instant());
    }
}
