package dev.freehold.auth;

import dev.freehold.core.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;

/** What groups of issuers may do, as the access file says; what the configuration says comes on top. */
@ApplicationScoped
public class RoleMappings {

    /** A group as one issuer calls it; {@code issuer} is the name that the configuration gives it. */
    public record Group(String issuer, String name) {}

    private record State(Map<Group, Set<Role>> roles, long version) {}

    private final Set<String> issuers;
    private volatile State state = new State(Map.of(), 0);

    @Inject
    RoleMappings(AuthConfig config) {
        this(config.jwt().issuers().keySet());
    }

    RoleMappings(Set<String> issuers) {
        this.issuers = Set.copyOf(issuers);
    }

    /** Is there an issuer that the configuration gives this name? */
    public boolean knows(String issuer) {
        return issuers.contains(issuer);
    }

    /** Replaces all of them; tokens that were verified before are looked at again. */
    public synchronized void replace(Map<Group, Set<Role>> roles) {
        state = new State(Map.copyOf(roles), state.version() + 1);
    }

    public Map<Group, Set<Role>> all() {
        return state.roles();
    }

    Set<Role> of(String issuer, String group) {
        return state.roles().getOrDefault(new Group(issuer, group), Set.of());
    }

    boolean speakOf(String issuer) {
        return state.roles().keySet().stream().anyMatch(group -> group.issuer().equals(issuer));
    }

    /** Changes with every replacement. */
    long version() {
        return state.version();
    }
}
