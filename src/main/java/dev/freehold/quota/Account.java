package dev.freehold.quota;

import dev.freehold.core.ModelId;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The books of one scope: a meter a limit, and the calls in flight.
 *
 * <p>When the allowance changes, a limit on the same thing keeps what was used of it; a new one starts full.
 */
final class Account {
    /** So long ago that every bucket which was empty then is full by now. */
    static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final Scope scope;
    private final long emptySince;
    private List<Meter> meters = List.of();
    private @Nullable Allowance followed;
    private boolean hasFollowed;

    Account(Scope scope, long emptySince) {
        this.scope = scope;
        this.emptySince = emptySince;
    }

    /** The books as they were kept elsewhere. */
    Account(Scope scope, List<Meter> kept) {
        this(scope, LONG_AGO);
        this.meters = List.copyOf(kept);
    }

    /** Keeps to an allowance; without one the scope adds no limits, and its calls in flight are counted all the same. */
    void follow(@Nullable Allowance allowance, long now) {
        if (hasFollowed && Objects.equals(allowance, followed)) {
            return;
        }
        hasFollowed = true;
        List<Meter> next = new ArrayList<>();
        for (Limit limit : tightest(allowance)) {
            next.add(meter(limit, now));
        }
        for (Meter known : meters) {
            if (known instanceof OpenCalls calls && !next.contains(known) && !known.isUntouched(now)) {
                calls.change(OpenCalls.unlimited(known.limit().model()), now);
                next.add(calls);
            }
        }
        meters = List.copyOf(next);
        followed = allowance;
    }

    private static Collection<Limit> tightest(@Nullable Allowance allowance) {
        Map<Slot, Limit> bySlot = new LinkedHashMap<>();
        switch (allowance) {
            case null -> {}
            case Allowance.Unlimited() -> {}
            case Allowance.Limited(List<Limit> limits) ->
                limits.forEach(
                        limit -> bySlot.merge(Slot.of(limit), limit, (a, b) -> a.amount() <= b.amount() ? a : b));
        }
        return bySlot.values();
    }

    private Meter meter(Limit limit, long now) {
        Meter meter = find(Slot.of(limit)).orElseGet(() -> fresh(limit, now));
        meter.change(limit, now);
        return meter;
    }

    private Optional<Meter> find(Slot slot) {
        return meters.stream()
                .filter(meter -> Slot.of(meter.limit()).equals(slot))
                .findFirst();
    }

    private Meter fresh(Limit limit, long now) {
        if (limit.dimension() == Dimension.CONCURRENCY) {
            return new OpenCalls(scope, limit.model());
        }
        return limit.window() == Window.MONTH
                ? new MonthMeter(scope, limit, now)
                : new LevelMeter(scope, limit, emptySince);
    }

    /** The meters that a call of this model is counted on; with them, always, those of all its calls in flight. */
    List<Meter> counting(ModelId model) {
        countCalls(null);
        countCalls(model);
        return meters.stream().filter(meter -> meter.limit().appliesTo(model)).toList();
    }

    private void countCalls(@Nullable ModelId model) {
        if (find(Slot.of(OpenCalls.unlimited(model))).isEmpty()) {
            List<Meter> more = new ArrayList<>(meters);
            more.add(new OpenCalls(scope, model));
            meters = List.copyOf(more);
        }
    }

    List<Meter> meters() {
        return meters;
    }

    List<Gauge> gauges(long now) {
        return meters.stream()
                .filter(meter -> !(meter instanceof OpenCalls calls) || calls.isLimited())
                .map(meter -> meter.gauge(now))
                .toList();
    }

    /** A new account would say the same of this scope. */
    boolean isIdle(long now) {
        return meters.stream().allMatch(meter -> meter.isUntouched(now));
    }
}
