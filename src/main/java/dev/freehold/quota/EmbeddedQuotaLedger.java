package dev.freehold.quota;

import dev.freehold.audit.AuditReader;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The ledger of a single process, in its memory: exact, one lock a scope, idle scopes forgotten. */
@Singleton
final class EmbeddedQuotaLedger implements QuotaLedger, QuotaRecovery {
    private static final int FEWEST_ACCOUNTS_TO_SWEEP = 1024;

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicInteger sweepAt = new AtomicInteger(FEWEST_ACCOUNTS_TO_SWEEP);
    private final Allowances allowances;
    private final InstantSource clock;

    @Inject
    EmbeddedQuotaLedger(Allowances allowances) {
        this(allowances, new MonotonicClock(InstantSource.system()));
    }

    EmbeddedQuotaLedger(Allowances allowances, InstantSource clock) {
        this.allowances = allowances;
        this.clock = clock;
    }

    @Override
    public Reservation reserve(String scope, Need need) {
        sweepWhenCrowded();
        while (true) {
            Account account = accounts.computeIfAbsent(scope, unknown -> new Account(Account.LONG_AGO));
            synchronized (account) {
                if (!account.isRetired()) {
                    return reserve(account, scope, need);
                }
            }
        }
    }

    /** The allowance is read under the account's lock, so that an older one never replaces a newer one. */
    private Hold reserve(Account account, String scope, Need need) {
        Allowance allowance = allowances.of(scope).orElseThrow(() -> withoutAllowance(scope));
        long now = now();
        account.follow(allowance, now);
        return new Hold(account, account.reserve(need, now), clock);
    }

    private static Fault withoutAllowance(String scope) {
        return new Fault(
                FaultCode.FORBIDDEN,
                "No limits are defined for %s, so it may use nothing. An administrator must define its limits."
                        .formatted(scope));
    }

    @Override
    public Standing standing(String scope) {
        Account account = accounts.getOrDefault(scope, new Account(Account.LONG_AGO));
        synchronized (account) {
            return allowances
                    .of(scope)
                    .map(allowance -> {
                        long now = now();
                        account.follow(allowance, now);
                        return account.standing(now);
                    })
                    .orElse(Standing.UNLIMITED);
        }
    }

    @Override
    public void restore(AuditReader log, Instant now) {
        if (!accounts.isEmpty()) {
            throw new IllegalStateException("the quota ledger is restored before the first reservation, never after");
        }
        accounts.putAll(new Replay(allowances, now).of(log));
        sweep();
    }

    /** Each sweep waits until the accounts have doubled, so that its cost is spread over those that came. */
    private void sweepWhenCrowded() {
        int threshold = sweepAt.get();
        if (accounts.size() >= threshold && sweepAt.compareAndSet(threshold, Integer.MAX_VALUE)) {
            sweep();
        }
    }

    private void sweep() {
        accounts.forEach((scope, account) -> {
            synchronized (account) {
                if (account.isIdle(now())) {
                    account.retire();
                    accounts.remove(scope, account);
                }
            }
        });
        sweepAt.set(Math.max(FEWEST_ACCOUNTS_TO_SWEEP, 2 * accounts.size()));
    }

    /** How many scopes it remembers. */
    int size() {
        return accounts.size();
    }

    private long now() {
        return Micros.of(clock.instant());
    }
}
