package dev.freehold.gateway;

import dev.freehold.audit.AuditLog;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.quota.Charge;
import dev.freehold.quota.Gauge;
import dev.freehold.quota.Need;
import dev.freehold.quota.QuotaLedger;
import dev.freehold.quota.Reservation;
import dev.freehold.quota.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Has a number of tokens, and remembers who was charged what. */
final class CountingLedger implements QuotaLedger {
    long left = 1000;
    boolean isLapsed;
    final List<Held> reservations = new ArrayList<>();
    private final AuditLog audit;

    CountingLedger(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public Reservation reserve(Charge charge, Need need) {
        long output = Math.max(need.leastOutputTokens(), Math.min(need.outputTokens(), left - need.inputTokens()));
        if (need.inputTokens() + output > left) {
            throw new Fault(FaultCode.RATE_LIMITED, "nothing left");
        }
        Held held = new Held(charge, new Usage(need.inputTokens(), output));
        left -= held.reserved().totalTokens();
        reservations.add(held);
        return held;
    }

    @Override
    public List<Gauge> gauges(Scopes scopes) {
        return List.of();
    }

    final class Held implements Reservation {
        private final Charge charge;
        private final Usage reserved;
        private final CompletableFuture<Long> admission;

        @Nullable
        Usage charged;

        Held(Charge charge, Usage reserved) {
            this.charge = charge;
            this.reserved = reserved;
            this.admission = audit.append(charge.admitted(reserved));
        }

        @Override
        public Usage reserved() {
            return reserved;
        }

        @Override
        public CompletableFuture<Long> admission() {
            return admission;
        }

        @Override
        public boolean isLapsed() {
            return isLapsed;
        }

        @Override
        public void settle(Usage used, String outcome) {
            charge(used);
            audit.record(charge.settled(reserved, used, outcome));
        }

        @Override
        public void abort(Usage used, FaultCode why) {
            charge(used);
            if (!admission.isCompletedExceptionally()) {
                var _ = audit.append(charge.aborted(reserved, used, why));
            }
        }

        private void charge(Usage used) {
            if (charged == null) {
                charged = used;
                left += reserved.totalTokens() - used.totalTokens();
            }
        }
    }
}
