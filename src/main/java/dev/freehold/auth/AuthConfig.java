package dev.freehold.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How callers prove who they are. */
@ConfigMapping(prefix = "freehold.auth")
interface AuthConfig {
    /** The organisation whose administrators look after every tenant and whose auditors read the whole log. */
    @WithDefault("default")
    String rootTenant();

    Keys keys();

    Jwt jwt();

    /** API keys. */
    interface Keys {
        /** How long a key lives that was made without a time of expiry. */
        @WithDefault("P90D")
        Duration defaultExpiry();

        /** How long the secret before a rotation works on; at most seven days. */
        @WithDefault("P1D")
        Duration rotationOverlap();

        default KeyLife life() {
            return new KeyLife(defaultExpiry(), rotationOverlap());
        }
    }

    /** JSON Web Tokens; off until an issuer is set. */
    interface Jwt {
        /** Whose tokens are accepted, each under a name of the operator's choice. */
        Map<String, Issuer> issuers();

        /** Where the only issuer was named before there could be several; stops the start. */
        Optional<String> issuer();
    }

    /** One issuer. */
    interface Issuer {
        /** Exactly as in its tokens' {@code iss}. */
        Optional<String> issuer();

        /** What {@code aud} must contain. */
        Optional<String> audience();

        /** The signature algorithms that are accepted, of RS256, PS256, ES256 and EdDSA. */
        @WithDefault("RS256,ES256")
        List<String> algorithms();

        /** Where the issuer publishes its keys; https, or http on this machine. */
        Optional<String> jwksUrl();

        /** The certificates that the server behind {@code jwks-url} is trusted by, in PEM; otherwise those of the platform. */
        Optional<Path> jwksCaFile();

        /** A file with the bearer token that {@code jwks-url} asks for; read again for each fetch. */
        Optional<Path> jwksTokenFile();

        /** The issuer's only key instead: PEM text, or the path of a PEM file. */
        Optional<String> publicKey();

        /** The claim that lists roles or groups; dots or slashes lead into nested objects ({@code realm_access.roles}). */
        @WithDefault("roles")
        String rolesClaim();

        /** Roles by what stands in the claim, several with commas. As soon as anything is mapped, nothing else counts. */
        Map<String, String> roleMapping();

        /** What each of its tokens may do, whatever its claims say. */
        Optional<List<String>> defaultRoles();

        /** The claim that lists scopes; when set, a token has only those of its roles that its scopes name too. */
        Optional<String> scopesClaim();

        /** Roles by scope, several with commas; without it a scope names a role itself. */
        Map<String, String> scopeMapping();

        @WithDefault("tenant")
        String tenantClaim();

        @WithDefault("project")
        String projectClaim();

        /** The only tenants that its tokens may name. Without it they may name all but the root organisation. */
        Optional<List<String>> tenants();

        /** The tenant of a token that names none; without it such a token is refused. */
        Optional<String> defaultTenant();

        /** The project of a token that names none. */
        @WithDefault("default")
        String defaultProject();
    }
}
