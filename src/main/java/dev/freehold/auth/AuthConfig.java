package dev.freehold.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How callers prove who they are. */
@ConfigMapping(prefix = "freehold.auth")
interface AuthConfig {
    Keys keys();

    Jwt jwt();

    /** API keys. */
    interface Keys {
        /** How long a key lives that was made without a time of expiry. */
        @WithDefault("P90D")
        Duration defaultExpiry();
    }

    /** JSON Web Tokens; off until an issuer is set. */
    interface Jwt {
        /** The only issuer whose tokens are accepted, exactly as in their {@code iss}. */
        Optional<String> issuer();

        /** What {@code aud} must contain. */
        Optional<String> audience();

        /** The signature algorithms that are accepted, of RS256, PS256, ES256 and EdDSA. */
        @WithDefault("RS256,ES256")
        List<String> algorithms();

        /** Where the issuer publishes its keys; https, or http on this machine. */
        Optional<String> jwksUrl();

        /** The issuer's only key instead: PEM text, or the path of a PEM file. */
        Optional<String> publicKey();

        /** The claim that lists roles; dots lead into nested objects ({@code realm_access.roles}). */
        @WithDefault("roles")
        String rolesClaim();

        @WithDefault("tenant")
        String tenantClaim();

        @WithDefault("project")
        String projectClaim();

        /** The tenant of a token that names none; without it such a token is refused. */
        Optional<String> defaultTenant();

        /** The project of a token that names none. */
        @WithDefault("default")
        String defaultProject();
    }
}
