package dev.freehold.quota;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why a call does not fit, in the words that its caller reads. */
final class Refusal {
    private Refusal() {}

    /**
     * Speaks of one limit, even when several refuse: one that can never admit the call if there is such a one, else the one
     * that takes longest, because waiting any less does not help.
     */
    static Optional<Fault> of(Collection<Meter> meters, Usage wanted, long now) {
        List<Meter> refusing = meters.stream()
                .filter(meter -> !meter.fits(meter.units(wanted), now))
                .toList();
        Optional<Fault> never = refusing.stream()
                .filter(meter -> meter.units(wanted) > meter.limit().amount())
                .findFirst()
                .map(meter -> never(meter, meter.units(wanted)));
        return never.or(() -> refusing.stream()
                .max(Comparator.comparingLong(meter -> meter.waitFor(meter.units(wanted), now)))
                .map(meter -> notYet(meter, meter.units(wanted), now)));
    }

    private static Fault never(Meter meter, long requested) {
        return new Fault(
                FaultCode.QUOTA_EXHAUSTED,
                "Request too large on %s: limit %d, requested %d. It can never fit: ask for less, or ask an administrator to raise the limit."
                        .formatted(inWords(meter), meter.limit().amount(), requested));
    }

    private static Fault notYet(Meter meter, long requested, long now) {
        Limit limit = meter.limit();
        long remaining = meter.remaining(now);
        long wait = meter.waitFor(requested, now);
        String message =
                "Rate limit reached on %s: limit %d, used %d, remaining %d, requested %d. Please try again in %ss."
                        .formatted(
                                inWords(meter),
                                limit.amount(),
                                limit.amount() - remaining,
                                remaining,
                                requested,
                                BigDecimal.valueOf(wait, 6).stripTrailingZeros().toPlainString());
        return new Fault(code(Slot.of(limit).window()), message).retryAfter(Micros.duration(wait));
    }

    /** Names the limit and whose it is; a caller's own needs no name. */
    private static String inWords(Meter meter) {
        Scope scope = meter.scope();
        String limit = Slot.of(meter.limit()).inWords();
        return switch (scope.kind()) {
            case ORGANISATION -> limit + " for organisation " + scope.id();
            case PROJECT -> limit + " for project " + scope.id();
            case CALLER -> limit;
        };
    }

    private static FaultCode code(Limit.Window window) {
        return switch (window) {
            case MINUTE, HOUR -> FaultCode.RATE_LIMITED;
            case DAY, MONTH -> FaultCode.QUOTA_EXHAUSTED;
        };
    }
}
