package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.auth.ApiKey;
import dev.freehold.auth.IssuedKey;
import dev.freehold.core.Role;
import dev.freehold.quota.Allowance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key as an admin sees it.
 *
 * @param key the whole key, in the answers to its making and to its rotation only
 * @param networks from where it may be used; empty means from anywhere
 * @param limits absent for a key without an allowance, which is refused; empty when it is unlimited
 */
record KeyObject(
        String id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
        String name,
        String tenant,
        String project,
        List<String> roles,
        List<String> models,
        List<String> networks,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("expires_at") @Nullable Instant expiresAt,
        @JsonProperty("revoked_at") @Nullable Instant revokedAt,
        @JsonProperty("rotated_at") @Nullable Instant rotatedAt,
        @JsonProperty("previous_secret_ends_at") @Nullable Instant previousSecretEndsAt,
        boolean unlimited,
        @Nullable List<LimitObject> limits) {

    static KeyObject issued(IssuedKey issued, Optional<Allowance> allowance) {
        return of(issued.key(), issued.secret(), allowance);
    }

    static KeyObject of(ApiKey key, Optional<Allowance> allowance) {
        return of(key, null, allowance);
    }

    private static KeyObject of(ApiKey key, @Nullable String secret, Optional<Allowance> allowance) {
        return new KeyObject(
                key.id(),
                secret,
                key.name(),
                key.tenant(),
                key.project(),
                key.roles().stream().sorted().map(Role::wireName).toList(),
                key.models().stream().sorted().toList(),
                key.networks().texts(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                key.rotatedAt(),
                key.previousEndsAt(),
                allowance.filter(Allowance.Unlimited.class::isInstance).isPresent(),
                allowance.map(LimitObject::of).orElse(null));
    }
}
