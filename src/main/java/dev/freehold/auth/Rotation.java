package dev.freehold.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a new secret; the constructor refuses with a {@link dev.freehold.core.Fault} what cannot be.
 *
 * @param overlap how long the present secret works on; absent for the configured time
 * @param expiresAt absent for the default expiry
 */
public record Rotation(Optional<Duration> overlap, @Nullable Instant expiresAt) {
    public Rotation {
        overlap.ifPresent(time -> Names.require(
                !time.isNegative() && time.compareTo(KeyLife.LONGEST_OVERLAP) <= 0,
                "overlap_seconds",
                "must be 0 to " + KeyLife.LONGEST_OVERLAP.toSeconds()));
        KeyLife.check(expiresAt);
    }
}
