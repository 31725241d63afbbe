package dev.freehold.auth;

import dev.freehold.core.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Whom a credential belongs to, whatever kind it is of. */
@ApplicationScoped
class Callers {
    private final ApiKeys keys;
    private final TokenVerifier tokens;

    Callers(ApiKeys keys, TokenVerifier tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** The caller if it is known without waiting for a database or a network. */
    Optional<Caller> remembered(String credential) {
        return isToken(credential) ? tokens.remembered(credential) : keys.remembered(credential);
    }

    /**
     * May wait for a database or a network.
     *
     * @throws dev.freehold.core.Fault {@code UNAUTHENTICATED}
     */
    Caller verify(String credential) {
        return isToken(credential) ? tokens.verify(credential) : keys.verify(credential);
    }

    /** No key has a dot in it, and every token has. */
    private static boolean isToken(String credential) {
        return credential.indexOf('.') >= 0;
    }
}
