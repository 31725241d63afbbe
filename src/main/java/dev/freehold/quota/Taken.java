package dev.freehold.quota;

import dev.freehold.core.Fault;
import dev.freehold.core.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What a call took, from which meters, when.
 *
 * @param from the meters of all limits that applied, on every scope; limits that came later took nothing, so they get nothing
 */
record Taken(Usage tokens, List<Meter> from, long at) {
    Taken {
        from = List.copyOf(from);
    }

    /**
     * Asks every meter first and only then takes from each.
     *
     * @throws Fault when one of them refuses; nothing is taken then
     */
    static Taken reserve(List<Meter> meters, Need need, long now) {
        Usage wanted = new Usage(need.inputTokens(), output(meters, need, now));
        Optional<Fault> refusal = Refusal.of(meters, wanted, now);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return take(meters, wanted, now);
    }

    /** As much output as all limits leave room for, up to the wish; the least that will do may still be refused. */
    private static long output(List<Meter> meters, Need need, long now) {
        long output = need.outputTokens();
        for (Meter meter : meters) {
            switch (meter.limit().dimension()) {
                case OUTPUT_TOKENS -> output = Math.min(output, meter.remaining(now));
                case TOTAL_TOKENS -> output = Math.min(output, meter.remaining(now) - need.inputTokens());
                case REQUESTS, INPUT_TOKENS, CONCURRENCY -> {}
            }
        }
        return Math.max(output, need.leastOutputTokens());
    }

    /** Takes without asking. */
    static Taken take(List<Meter> meters, Usage tokens, long now) {
        meters.forEach(meter -> meter.take(meter.units(tokens), now));
        return new Taken(tokens, meters, now);
    }

    /** Gives back what was set aside and not used. */
    void settle(Usage used, long now) {
        for (Meter meter : from) {
            long reserved = meter.units(tokens);
            meter.giveBack(reserved - Math.min(reserved, meter.charge(used)), at, now);
        }
    }
}
