package dev.freehold.core;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The verified identity behind one request.
 *
 * @param id stable across requests and unique in this deployment, for example {@code key:q7Tz0aB3xY} or
 *     {@code jwt:sj_}… with a random handle in place of the person; it is the scope that quotas are counted on and the actor in
 *     the audit log
 * @param models the only models this caller may use; empty means every model
 */
public record Caller(
        String id, Credential credential, String tenant, String project, Set<Role> roles, Set<String> models) {

    private static final String PERSON = "jwt:sj_";

    /** How the caller proved who it is. */
    public enum Credential {
        API_KEY,
        JWT,
        /** A session that was begun with an API key. */
        SESSION;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Caller {
        roles = Set.copyOf(roles);
        models = Set.copyOf(models);
    }

    /** The handle of the person behind a token; keys have their own only where something is kept under it. */
    public Optional<String> subject() {
        return id.startsWith(PERSON) ? Optional.of(id.substring("jwt:".length())) : Optional.empty();
    }

    /** The same, having proved it otherwise. */
    public Caller by(Credential how) {
        return new Caller(id, how, tenant, project, roles, models);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    public boolean mayUse(ModelId model) {
        return models.isEmpty() || models.contains(model.value());
    }
}
