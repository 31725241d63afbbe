package dev.freehold.auth;

import dev.freehold.core.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long keys live.
 *
 * @param standard for keys that nobody gives a time of expiry
 * @param overlap how long the secret before a rotation works on, unless its request says otherwise
 */
record KeyLife(Duration standard, Duration overlap) {
    static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    /** The last moment that the usual way of writing a time (four digits for the year) can say. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    KeyLife {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalStateException("freehold.auth.keys.rotation-overlap must be at most 7 days");
        }
    }

    static void check(@Nullable Instant wish) {
        Names.require(wish == null || !wish.isAfter(LATEST), "expires_at", "must be before the year 10000");
    }

    /** Refuses with a {@link Fault} an expiry that is over already. */
    Instant expiry(@Nullable Instant wish, Instant now) {
        Instant expiry = wish == null ? now.plus(standard) : wish;
        if (!expiry.isAfter(now)) {
            throw Fault.invalid("expires_at", "'expires_at' must lie in the future; it is now " + now);
        }
        return expiry.truncatedTo(ChronoUnit.MILLIS);
    }
}
