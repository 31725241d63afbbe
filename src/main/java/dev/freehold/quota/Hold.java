package dev.freehold.quota;

import dev.freehold.core.Usage;
import java.time.InstantSource;

/** A reservation in an account of this process. */
final class Hold implements Reservation {
    private final Account account;
    private final Account.Taken taken;
    private final InstantSource clock;
    private boolean settled;

    Hold(Account account, Account.Taken taken, InstantSource clock) {
        this.account = account;
        this.taken = taken;
        this.clock = clock;
    }

    @Override
    public Usage reserved() {
        return taken.tokens();
    }

    @Override
    public void settle(Usage used) {
        synchronized (account) {
            if (!settled) {
                settled = true;
                account.settle(taken, used, Micros.of(clock.instant()));
            }
        }
    }
}
