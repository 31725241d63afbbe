package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import java.util.stream.Collectors;

/** Nobody hands on what they have not got. */
final class KeyGrant {
    private KeyGrant() {}

    static void check(NewKey wish, Caller creator) {
        String missing = wish.roles().stream()
                .filter(role -> !creator.has(role))
                .map(Role::wireName)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw forbidden("roles", "a key cannot have a role that its creator has not: " + missing);
        }
        boolean everyModel = wish.models().isEmpty();
        if (!creator.models().isEmpty() && (everyModel || !creator.models().containsAll(wish.models()))) {
            throw forbidden("models", "a key cannot use a model that its creator may not use");
        }
    }

    private static Fault forbidden(String parameter, String message) {
        return new Fault(FaultCode.FORBIDDEN, message).about(parameter);
    }
}
