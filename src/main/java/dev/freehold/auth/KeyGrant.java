package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key gives to who holds it. Nobody hands on what they have not got. */
record KeyGrant(Set<Role> roles, Set<String> models, Networks networks) {

    static KeyGrant of(NewKey wish) {
        return new KeyGrant(wish.roles(), wish.models(), wish.networks());
    }

    static KeyGrant of(ApiKey key) {
        return new KeyGrant(key.roles(), key.models(), key.networks());
    }

    /** Refuses with a {@link Fault} {@code FORBIDDEN} when it gives more than its giver has. */
    void requireWithin(Caller giver, Networks giversNetworks) {
        String missing = roles.stream()
                .filter(role -> !giver.has(role))
                .map(Role::wireName)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw forbidden("roles", "a key cannot have a role that its creator has not: " + missing);
        }
        boolean everyModel = models.isEmpty();
        if (!giver.models().isEmpty() && (everyModel || !giver.models().containsAll(models))) {
            throw forbidden("models", "a key cannot use a model that its creator may not use");
        }
        if (!giversNetworks.cover(networks)) {
            throw forbidden("networks", "a key cannot be used from a network that its creator may not come from");
        }
    }

    private static Fault forbidden(String parameter, String message) {
        return new Fault(FaultCode.FORBIDDEN, message).about(parameter);
    }
}
