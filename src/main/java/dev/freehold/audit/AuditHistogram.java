package dev.freehold.audit;

import dev.freehold.core.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Entries over time.
 *
 * @param from when the first bucket begins
 * @param width how long each bucket is; the last one may reach beyond what was asked for and counts nothing there
 * @param counts entries in each bucket; none when nothing matches and no time was asked for
 */
public record AuditHistogram(Instant from, Duration width, List<Long> counts) {
    public static final int MAX_BUCKETS = 1000;

    public AuditHistogram {
        counts = List.copyOf(counts);
    }

    /**
     * Checks how many buckets are asked for.
     *
     * @throws Fault {@code INVALID_REQUEST} when there are none or too many
     */
    public static void check(int buckets) {
        if (buckets < 1 || buckets > MAX_BUCKETS) {
            throw Fault.invalid("buckets", "buckets must be 1 to " + MAX_BUCKETS);
        }
    }
}
