package dev.freehold.auth;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Checks the tokens of the configured issuers. */
interface TokenVerifier {

    /** The answer of {@link #verify} when it can be given at once. */
    Optional<Identified> remembered(String token);

    /** Whom a token belongs to; a {@link dev.freehold.core.Fault} {@code UNAUTHENTICATED} when it is not valid here. */
    Identified verify(String token);

    /** For a deployment without an issuer. */
    TokenVerifier OFF = new TokenVerifier() {
        @Override
        public Optional<Identified> remembered(String token) {
            return Optional.empty();
        }

        @Override
        public Identified verify(String token) {
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
        static TokenVerifier verifier(AuthConfig config, RoleMappings mappings) {
            return from(config, mappings, InstantSource.system());
        }

        static TokenVerifier from(AuthConfig config, RoleMappings mappings, InstantSource clock) {
            Map<String, TokenTrust> trusts = TokenTrust.from(config, mappings, clock);
            return trusts.isEmpty() ? OFF : new SmallRyeTokenVerifier(trusts, mappings, clock);
        }
    }
}
