package dev.freehold.auth;

import java.util.Optional;

/**
 * Which tenants somebody looks after: all of them, or one. What is out of reach does not exist for them.
 *
 * @param only absent for all of them
 */
public record Reach(Optional<String> only) {
    public static final Reach EVERYTHING = new Reach(Optional.empty());

    public boolean covers(String tenant) {
        return only.isEmpty() || only.get().equals(tenant);
    }

    public boolean isEverything() {
        return only.isEmpty();
    }
}
