package dev.freehold.auth;

import dev.freehold.core.ModelId;
import dev.freehold.core.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a key; the constructor refuses with a {@link dev.freehold.core.Fault} what no key can have.
 *
 * @param tenant absent for that of its creator
 * @param models the only models it may use; empty means every model
 * @param expiresAt absent for the default expiry
 */
public record NewKey(
        String name,
        Optional<String> tenant,
        String project,
        Set<Role> roles,
        Set<String> models,
        Networks networks,
        @Nullable Instant expiresAt) {
    private static final int MAX_MODELS = 256;

    public NewKey {
        roles = Set.copyOf(roles);
        models = Set.copyOf(models);
        Names.title("name", name);
        Names.id("project", project);
        Names.require(!roles.isEmpty(), "roles", "must name at least one role");
        Names.require(models.size() <= MAX_MODELS, "models", "must name at most " + MAX_MODELS + " models");
        Names.require(models.stream().allMatch(ModelId::isValid), "models", "must be model names");
        KeyLife.check(expiresAt);
    }

    /** In the words of the audit log. */
    String words() {
        return "name=%s roles=%s models=%s networks=%s"
                .formatted(
                        name,
                        String.join(
                                ",", roles.stream().map(Role::wireName).sorted().toList()),
                        models.isEmpty()
                                ? "*"
                                : String.join(",", models.stream().sorted().toList()),
                        networks.allowed().isEmpty() ? "*" : String.join(",", networks.texts()));
    }
}
