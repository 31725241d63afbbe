package dev.freehold.auth;

import dev.freehold.core.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Who makes the request at hand; to be asked within a request. */
@ApplicationScoped
public class CurrentCaller {
    static final String ATTRIBUTE = "caller";

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller, or a {@link dev.freehold.core.Fault} {@code UNAUTHENTICATED} when the request carries no credential. */
    public Caller require() {
        return find().orElseThrow(() -> Refusal.of("This needs an API key or a token: Authorization: Bearer …"));
    }

    public Optional<Caller> find() {
        return Optional.ofNullable(identity.<Caller>getAttribute(ATTRIBUTE));
    }
}
