package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Puts a random handle in the place of the person behind a token, before anything is counted or written down: limits, usage, keys
 * and the log know the handle only. Keys name nobody and stay as they are.
 */
@ApplicationScoped
public class Pseudonyms {
    private static final String TOKEN = "jwt:";

    private final Subjects subjects;
    private final boolean areNeeded;

    Pseudonyms(Subjects subjects, AuthConfig config) {
        this.subjects = subjects;
        this.areNeeded = !config.jwt().issuers().isEmpty();
    }

    /** Can callers come with tokens at all? */
    public boolean areNeeded() {
        return areNeeded;
    }

    /** The id that stands for a caller's; a person who has none yet gets one. */
    public String of(String tenant, String id) {
        return isPerson(id) ? TOKEN + subjects.handle(tenant, id) : id;
    }

    Caller of(Caller caller) {
        return known(caller, of(caller.tenant(), caller.id()));
    }

    /** If it is known without waiting for the database. */
    Optional<Caller> remembered(Caller caller) {
        return isPerson(caller.id())
                ? subjects.remembered(caller.tenant(), caller.id()).map(handle -> known(caller, TOKEN + handle))
                : Optional.of(caller);
    }

    /** As a token says it, {@code jwt:ISSUER#SUBJECT}; no handle has a # in it. */
    private static boolean isPerson(String id) {
        return id.startsWith(TOKEN) && id.indexOf('#') >= 0;
    }

    private static Caller known(Caller caller, String id) {
        return new Caller(id, caller.credential(), caller.tenant(), caller.project(), caller.roles(), caller.models());
    }
}
