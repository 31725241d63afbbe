package dev.freehold.quota;

import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Standing.Gauge;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads the meters for the rate-limit headers. */
final class Gauges {
    private static final Set<Dimension> REQUESTS = EnumSet.of(Dimension.REQUESTS);
    private static final Set<Dimension> TOKENS =
            EnumSet.of(Dimension.INPUT_TOKENS, Dimension.OUTPUT_TOKENS, Dimension.TOTAL_TOKENS);

    private Gauges() {}

    static Standing read(Collection<Meter> meters, long now) {
        return new Standing(tightest(REQUESTS, meters, now), tightest(TOKENS, meters, now));
    }

    /** The least remaining; between equals, the shorter window, which is the one that moves. */
    private static Optional<Gauge> tightest(Set<Dimension> dimensions, Collection<Meter> meters, long now) {
        return meters.stream()
                .filter(meter -> dimensions.contains(meter.limit().dimension()))
                .min(Comparator.<Meter>comparingLong(meter -> meter.remaining(now))
                        .thenComparing(meter -> meter.limit().window()))
                .map(meter -> gauge(meter, now));
    }

    private static Gauge gauge(Meter meter, long now) {
        long limit = meter.limit().amount();
        return new Gauge(limit, meter.remaining(now), Micros.duration(meter.waitFor(limit, now)));
    }
}
