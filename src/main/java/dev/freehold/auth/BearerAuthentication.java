package dev.freehold.auth;

import dev.freehold.core.Fault;
import dev.freehold.telemetry.Trace;
import dev.freehold.telemetry.Trace.Phase;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** The only way in over HTTP: an API key or a token, as a bearer credential or in a key header, or the cookie of a session. */
@ApplicationScoped
class BearerAuthentication implements HttpAuthenticationMechanism {
    private static final int UNAUTHORIZED = 401;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Optional<PresentedCredential> credential;
        try {
            credential = PresentedCredential.in(context.request());
        } catch (Fault fault) {
            return Uni.createFrom().failure(CallerIdentities.failure(fault));
        }
        Uni<SecurityIdentity> identity = credential
                .map(found -> found.from(context.request().remoteAddress().hostAddress()))
                .map(found -> identities.authenticate(HttpSecurityUtils.setRoutingContextAttribute(found, context)))
                .orElseGet(() -> Uni.createFrom().nullItem());
        return traced(context, identity);
    }

    private static Uni<SecurityIdentity> traced(RoutingContext context, Uni<SecurityIdentity> identity) {
        Trace trace = context.get(Trace.KEY);
        if (trace == null || trace.equals(Trace.NONE)) {
            return identity;
        }
        long start = System.nanoTime();
        return identity.onTermination().invoke(() -> trace.phase(Phase.AUTHENTICATE, start, System.nanoTime()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(PresentedCredential.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
    }
}
