package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key; the secret is not.
 *
 * @param id the ten characters behind {@code fh_live_}
 * @param models the only models it may use; empty means every model
 * @param createdBy the caller id of its maker
 * @param expiresAt absent when it never expires
 * @param rotatedAt when it got its present secret, if that is not its first
 * @param previousEndsAt until when the secret before that works too
 */
public record ApiKey(
        String id,
        String name,
        String tenant,
        String project,
        Set<Role> roles,
        Set<String> models,
        Networks networks,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousEndsAt) {
    private static final String MADE_BY_KEY = "key:";

    public ApiKey {
        roles = Set.copyOf(roles);
        models = Set.copyOf(models);
    }

    /** A key that was never rotated. */
    static ApiKey fresh(String id, String tenant, NewKey wish, String createdBy, Instant at, @Nullable Instant expiry) {
        return new ApiKey(
                id,
                wish.name(),
                tenant,
                wish.project(),
                wish.roles(),
                wish.models(),
                wish.networks(),
                createdBy,
                at,
                expiry,
                null,
                null,
                null);
    }

    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt);
    }

    public Optional<Instant> revocation() {
        return Optional.ofNullable(revokedAt);
    }

    /** The id of the key that made it; empty when it was made otherwise. */
    Optional<String> makingKey() {
        return keyId(createdBy);
    }

    static Optional<String> keyId(String callerId) {
        return callerId.startsWith(MADE_BY_KEY)
                ? Optional.of(callerId.substring(MADE_BY_KEY.length()))
                : Optional.empty();
    }

    /** The identity that calls made with this key have; its id is the scope of the key's limits. */
    public Caller caller() {
        return new Caller(MADE_BY_KEY + id, Caller.Credential.API_KEY, tenant, project, roles, models);
    }
}
