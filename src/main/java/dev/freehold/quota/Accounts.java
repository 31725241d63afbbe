package dev.freehold.quota;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The books of every scope, in memory. Not safe for use by several threads: whoever calls holds one lock for all of them, for a
 * call is charged on several scopes at once. Time that goes back stands still instead. Idle scopes are forgotten.
 */
final class Accounts {
    private static final int FEWEST_TO_SWEEP = 1024;

    private final Map<Scope, Account> byScope = new HashMap<>();
    private final Allowances allowances;
    private int sweepAt = FEWEST_TO_SWEEP;
    private long latest = Account.LONG_AGO;
    private long emptySince = Account.LONG_AGO;

    Accounts(Allowances allowances) {
        this.allowances = allowances;
    }

    /** From now on, takes the buckets of a scope that comes up to have been empty then. */
    void emptySince(long time) {
        emptySince = time;
    }

    Taken reserve(Scopes scopes, ModelId model, Need need, long clock) {
        if (allowances.of(scopes.caller()).isEmpty()) {
            throw withoutAllowance(scopes.caller());
        }
        long now = advance(clock);
        sweepWhenCrowded(now);
        return Taken.reserve(counting(scopes, model, now), need, now);
    }

    static Fault withoutAllowance(Scope caller) {
        return new Fault(
                FaultCode.FORBIDDEN,
                "No limits are defined for %s, so it may use nothing. An administrator must define its limits."
                        .formatted(caller.id()));
    }

    /** Takes without asking, for a call that is known to have been admitted at that time. */
    Taken replay(Scopes scopes, ModelId model, Usage tokens, long clock) {
        long now = advance(clock);
        List<Meter> meters = counting(scopes, model, now);
        for (Meter meter : meters) {
            if (meter instanceof LevelMeter bucket) {
                bucket.admit(bucket.units(tokens), now);
            }
        }
        return Taken.take(meters, tokens, now);
    }

    void settle(Taken taken, Usage used, long clock) {
        taken.settle(used, advance(clock));
    }

    List<Gauge> gauges(Scopes scopes, long clock) {
        long now = advance(clock);
        return scopes.all().stream()
                .flatMap(scope -> {
                    Account account = byScope.getOrDefault(scope, new Account(scope, emptySince));
                    follow(account, scope, now);
                    return account.gauges(now).stream();
                })
                .toList();
    }

    private List<Meter> counting(Scopes scopes, ModelId model, long now) {
        List<Meter> meters = new ArrayList<>();
        for (Scope scope : scopes.all()) {
            Account account = byScope.computeIfAbsent(scope, unknown -> new Account(scope, emptySince));
            follow(account, scope, now);
            meters.addAll(account.counting(model));
        }
        return meters;
    }

    private void follow(Account account, Scope scope, long now) {
        account.follow(allowances.of(scope).orElse(null), now);
    }

    /** Each sweep waits until the accounts have doubled, so that its cost is spread over those that came. */
    private void sweepWhenCrowded(long now) {
        if (byScope.size() >= sweepAt) {
            sweep(now);
        }
    }

    void sweep(long now) {
        byScope.values().removeIf(account -> account.isIdle(now));
        sweepAt = Math.max(FEWEST_TO_SWEEP, 2 * byScope.size());
    }

    /** How many scopes it remembers. */
    int size() {
        return byScope.size();
    }

    private long advance(long clock) {
        latest = Math.max(latest, clock);
        return latest;
    }
}
