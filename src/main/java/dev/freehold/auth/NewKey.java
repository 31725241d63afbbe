package dev.freehold.auth;

import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;
import dev.freehold.core.Role;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a key; the constructor refuses with a {@link Fault} what no key can have.
 *
 * @param models the only models it may use; empty means every model
 * @param expiresAt absent for the default expiry
 */
public record NewKey(
        String name,
        String project,
        Set<Role> roles,
        Set<String> models,
        @Nullable Instant expiresAt) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,128}");
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final int MAX_MODELS = 256;
    /** The last moment that the usual way of writing a time (four digits for the year) can say. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public NewKey {
        roles = Set.copyOf(roles);
        models = Set.copyOf(models);
        require(NAME.matcher(name).matches() && !name.isBlank(), "name", "must be 1 to 128 printable characters");
        require(PROJECT.matcher(project).matches(), "project", "must be 1 to 128 of A-Z a-z 0-9 . _ -");
        require(!roles.isEmpty(), "roles", "must name at least one role");
        require(models.size() <= MAX_MODELS, "models", "must name at most " + MAX_MODELS + " models");
        require(models.stream().allMatch(ModelId::isValid), "models", "must be model names");
        require(expiresAt == null || !expiresAt.isAfter(LATEST), "expires_at", "must be before the year 10000");
    }

    private static void require(boolean holds, String parameter, String expectation) {
        if (!holds) {
            throw Fault.invalid(parameter, parameter + " " + expectation);
        }
    }
}
