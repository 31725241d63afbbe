package dev.freehold.quota;

import dev.freehold.core.Fault;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The books of one scope: a meter a limit. Whoever calls holds this object's lock. Time that goes back stands still instead.
 *
 * <p>When the allowance changes, a limit on the same dimension and window keeps what was used of it; a new one starts full.
 */
final class Account {
    /** So long ago that every bucket which was empty then is full by now. */
    static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final long emptySince;
    private final OpenCalls openCalls = new OpenCalls();
    private List<Meter> meters = List.of(openCalls);
    private @Nullable Allowance followed;
    private long latest = LONG_AGO;
    private boolean retired;

    Account(long emptySince) {
        this.emptySince = emptySince;
    }

    void follow(Allowance allowance, long clock) {
        if (allowance.equals(followed)) {
            return;
        }
        long now = advance(clock);
        List<Meter> next = new ArrayList<>();
        openCalls.change(OpenCalls.UNLIMITED, now);
        next.add(openCalls);
        for (Limit limit : tightest(allowance)) {
            if (limit.dimension() == Dimension.CONCURRENCY) {
                openCalls.change(limit, now);
            } else {
                next.add(meter(limit, now));
            }
        }
        meters = List.copyOf(next);
        followed = allowance;
    }

    private static Collection<Limit> tightest(Allowance allowance) {
        Map<Slot, Limit> bySlot = new LinkedHashMap<>();
        switch (allowance) {
            case Allowance.Unlimited() -> {}
            case Allowance.Limited(List<Limit> limits) ->
                limits.forEach(
                        limit -> bySlot.merge(Slot.of(limit), limit, (a, b) -> a.amount() <= b.amount() ? a : b));
        }
        return bySlot.values();
    }

    private Meter meter(Limit limit, long now) {
        for (Meter known : meters) {
            if (Slot.of(known.limit()).equals(Slot.of(limit))) {
                known.change(limit, now);
                return known;
            }
        }
        return limit.window() == Window.MONTH ? new MonthMeter(limit, now) : new LevelMeter(limit, emptySince);
    }

    /** Asks every meter first and only then takes from each. */
    Taken reserve(Need need, long clock) {
        long now = advance(clock);
        Usage wanted = need.flexible() ? stretch(need, now) : new Usage(need.inputTokens(), need.outputTokens());
        Optional<Fault> refusal = Refusal.of(meters, wanted, now);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return take(wanted, now);
    }

    /** As much output as all limits leave room for, up to the wish; one token at least, which may still be refused. */
    private Usage stretch(Need need, long now) {
        long output = need.outputTokens();
        for (Meter meter : meters) {
            switch (meter.limit().dimension()) {
                case OUTPUT_TOKENS -> output = Math.min(output, meter.remaining(now));
                case TOTAL_TOKENS -> output = Math.min(output, meter.remaining(now) - need.inputTokens());
                case REQUESTS, INPUT_TOKENS, CONCURRENCY -> {}
            }
        }
        return new Usage(need.inputTokens(), Math.max(1, output));
    }

    private Taken take(Usage tokens, long now) {
        meters.forEach(meter -> meter.take(meter.units(tokens), now));
        return new Taken(tokens, meters, now);
    }

    /** Takes without asking, for a call that is known to have been admitted at that time. */
    Taken replay(Usage tokens, long clock) {
        long now = advance(clock);
        for (Meter meter : meters) {
            if (meter instanceof LevelMeter bucket) {
                bucket.admit(bucket.units(tokens), now);
            }
        }
        return take(tokens, now);
    }

    /** Gives back what {@code taken} set aside and did not use. Limits that came later took nothing, so they get nothing. */
    void settle(Taken taken, Usage used, long clock) {
        long now = advance(clock);
        for (Meter meter : taken.from()) {
            long reserved = meter.units(taken.tokens());
            long charged = meter == openCalls ? 0 : Math.min(reserved, meter.units(used));
            meter.giveBack(reserved - charged, taken.at(), now);
        }
    }

    Standing standing(long clock) {
        return Gauges.read(meters, advance(clock));
    }

    /** A new account would say the same of this scope. */
    boolean isIdle(long clock) {
        long now = advance(clock);
        return meters.stream().allMatch(meter -> meter.isUntouched(now));
    }

    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }

    private long advance(long clock) {
        latest = Math.max(latest, clock);
        return latest;
    }

    /** What a call took, from which meters, when. */
    record Taken(Usage tokens, List<Meter> from, long at) {}
}
