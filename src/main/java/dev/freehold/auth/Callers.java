package dev.freehold.auth;

import dev.freehold.core.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Whom a credential belongs to, whatever kind it is of, and whether they are let in. */
@ApplicationScoped
class Callers {
    private final JdbcApiKeys keys;
    private final TokenVerifier tokens;
    private final JdbcSessions sessions;
    private final Standings standings;
    private final Pseudonyms pseudonyms;

    Callers(JdbcApiKeys keys, TokenVerifier tokens, JdbcSessions sessions, Standings standings, Pseudonyms pseudonyms) {
        this.keys = keys;
        this.tokens = tokens;
        this.sessions = sessions;
        this.standings = standings;
        this.pseudonyms = pseudonyms;
    }

    /** The caller if it is known without waiting for a database or a network that they are let in. */
    Optional<Caller> remembered(PresentedCredential credential) {
        Optional<Identified> holder = switch (credential.kind()) {
            case KEY -> keys.remembered(credential.text());
            case TOKEN -> tokens.remembered(credential.text());
            case SESSION ->
                sessions.remembered(credential.text())
                        .map(KeySession::key)
                        .flatMap(keys::remembered)
                        .map(Identified::inSession);
        };
        return holder.filter(known -> known.mayComeFrom(credential.address()))
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
        Identified known = switch (credential.kind()) {
            case KEY -> keys.verify(credential.text());
            case TOKEN -> tokens.verify(credential.text());
            case SESSION ->
                keys.verify(sessions.require(credential.text()).key()).inSession();
        };
        return pseudonyms.of(standings.admit(known.from(credential.address())));
    }
}
