package dev.freehold.auth;

import dev.freehold.core.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Whom a credential belongs to, whatever kind it is of, and whether they are let in. */
@ApplicationScoped
class Callers {
    private final ApiKeys keys;
    private final TokenVerifier tokens;
    private final Standings standings;
    private final Pseudonyms pseudonyms;

    Callers(ApiKeys keys, TokenVerifier tokens, Standings standings, Pseudonyms pseudonyms) {
        this.keys = keys;
        this.tokens = tokens;
        this.standings = standings;
        this.pseudonyms = pseudonyms;
    }

    /** The caller if it is known without waiting for a database or a network that they are let in. */
    Optional<Caller> remembered(PresentedCredential credential) {
        return (isToken(credential) ? tokens.remembered(credential.text()) : keys.remembered(credential.text()))
                .filter(known -> known.mayComeFrom(credential.address()))
                .map(Identified::caller)
                .filter(standings::remembersAsOpen)
                .flatMap(pseudonyms::remembered);
    }

    /**
     * May wait for a database or a network.
     *
     * @throws dev.freehold.core.Fault {@code UNAUTHENTICATED} when the credential is not valid; {@code FORBIDDEN} when its holder
     *     may not come in
     */
    Caller verify(PresentedCredential credential) {
        Identified known = isToken(credential) ? tokens.verify(credential.text()) : keys.verify(credential.text());
        return pseudonyms.of(standings.admit(known.from(credential.address())));
    }

    /** No key has a dot in it, and every token has. */
    private static boolean isToken(PresentedCredential credential) {
        return credential.text().indexOf('.') >= 0;
    }
}
