package dev.freehold.auth;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a tenant, to which keys and users belong.
 *
 * @param suspendedAt absent while its callers are let in
 */
public record Project(
        String tenant,
        String id,
        String name,
        Keeper keeper,
        Instant createdAt,
        @Nullable Instant suspendedAt) {
    /** The project of whoever names none; every tenant has it. */
    public static final String DEFAULT = "default";

    public Optional<Instant> suspension() {
        return Optional.ofNullable(suspendedAt);
    }
}
