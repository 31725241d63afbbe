package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.Role;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/** Turns a credential into Quarkus' identity, with the {@link Caller} as its attribute; look-ups leave the event loop. */
@ApplicationScoped
class CallerIdentities implements IdentityProvider<PresentedCredential> {
    private final Callers callers;

    CallerIdentities(Callers callers) {
        this.callers = callers;
    }

    @Override
    public Class<PresentedCredential> getRequestType() {
        return PresentedCredential.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(PresentedCredential credential, AuthenticationRequestContext context) {
        return callers.remembered(credential)
                .map(caller -> Uni.createFrom().item(identity(caller)))
                .orElseGet(() -> context.runBlocking(() -> identity(verified(credential))));
    }

    private Caller verified(PresentedCredential credential) {
        try {
            return callers.verify(credential);
        } catch (Fault fault) {
            throw failure(fault);
        }
    }

    /** The fault travels as the cause, and is what the client is to be told. */
    static AuthenticationFailedException failure(Fault fault) {
        return new AuthenticationFailedException(fault.message(), fault);
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.id()))
                .addRoles(caller.roles().stream().map(Role::wireName).collect(Collectors.toSet()))
                .addAttribute(CurrentCaller.ATTRIBUTE, caller)
                .build();
    }
}
