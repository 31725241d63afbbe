package dev.freehold.auth;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An organisation; everything belongs to one.
 *
 * @param suspendedAt absent while its callers are let in
 */
public record Tenant(
        String id,
        String name,
        Keeper keeper,
        Instant createdAt,
        @Nullable Instant suspendedAt) {

    public Optional<Instant> suspension() {
        return Optional.ofNullable(suspendedAt);
    }
}
