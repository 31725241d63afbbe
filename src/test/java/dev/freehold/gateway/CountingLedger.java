package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.quota.Need;
import dev.freehold.quota.QuotaLedger;
import dev.freehold.quota.Reservation;
import dev.freehold.quota.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has a number of tokens, and remembers who was charged what. */
final class CountingLedger implements QuotaLedger {
    long left = 1000;
    final List<Held> reservations = new ArrayList<>();

    @Override
    public Reservation reserve(String scope, Need need) {
        long output = need.flexible() ? Math.min(need.outputTokens(), left - need.inputTokens()) : need.outputTokens();
        if (output < Math.min(1, need.outputTokens()) || need.inputTokens() + output > left) {
            throw new Fault(FaultCode.RATE_LIMITED, "nothing left");
        }
        Held held = new Held(new Usage(need.inputTokens(), output));
        left -= held.reserved().totalTokens();
        reservations.add(held);
        return held;
    }

    @Override
    public Standing standing(String scope) {
        return Standing.UNLIMITED;
    }

    final class Held implements Reservation {
        private final Usage reserved;

        @Nullable
        Usage charged;

        Held(Usage reserved) {
            this.reserved = reserved;
        }

        @Override
        public Usage reserved() {
            return reserved;
        }

        @Override
        public void settle(Usage used) {
            if (charged == null) {
                charged = used;
                left += reserved.totalTokens() - used.totalTokens();
            }
        }
    }
}
