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
 */
public record ApiKey(
        String id,
        String name,
        String tenant,
        String project,
        Set<Role> roles,
        Set<String> models,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {

    public ApiKey {
        roles = Set.copyOf(roles);
        models = Set.copyOf(models);
    }

    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt);
    }

    public Optional<Instant> revocation() {
        return Optional.ofNullable(revokedAt);
    }

    /** The identity that calls made with this key have; its id is the scope of the key's limits. */
    public Caller caller() {
        return new Caller("key:" + id, Caller.Credential.API_KEY, tenant, project, roles, models);
    }
}
