package dev.freehold.auth;

import dev.freehold.core.Caller;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import java.util.Optional;

/** Checks the tokens of the configured issuer. */
interface TokenVerifier {

    /** The answer of {@link #verify} when it can be given at once. */
    Optional<Caller> remembered(String token);

    /** Whom a token belongs to; a {@link dev.freehold.core.Fault} {@code UNAUTHENTICATED} when it is not valid here. */
    Caller verify(String token);

    /** For a deployment without an issuer. */
    TokenVerifier OFF = new TokenVerifier() {
        @Override
        public Optional<Caller> remembered(String token) {
            return Optional.empty();
        }

        @Override
        public Caller verify(String token) {
            throw Refusal.of("Tokens are not accepted here, only API keys: no token issuer is configured.");
        }
    };

    /** Chooses by configuration. */
    final class Choice {
        Choice() {}

        /** At start-up, so that half a configuration stops the start and not the first request. */
        @Startup
        @Produces
        @ApplicationScoped
        static TokenVerifier verifier(AuthConfig config) {
            return from(config.jwt(), InstantSource.system());
        }

        static TokenVerifier from(AuthConfig.Jwt config, InstantSource clock) {
            return TokenTrust.from(config, clock)
                    .<TokenVerifier>map(trust -> new SmallRyeTokenVerifier(trust, new TokenClaims(config), clock))
                    .orElse(OFF);
        }
    }
}
