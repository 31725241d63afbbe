package dev.freehold.auth;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One issuer whose tokens are trusted: for whom they must be meant, how they must be signed, what their claims mean. */
record TokenTrust(String issuer, String audience, Set<String> algorithms, TokenKeys keys, TokenClaims claims) {

    /**
     * By the issuer as its tokens name it; empty when none is configured.
     *
     * @throws IllegalStateException when one is only half configured; its message tells the operator what is missing
     */
    static Map<String, TokenTrust> from(AuthConfig config, RoleMappings mappings, InstantSource clock) {
        require(
                config.jwt().issuer().isEmpty(),
                "freehold.auth.jwt.issuer is now freehold.auth.jwt.issuers.\"name\".issuer, and so are its neighbours");
        Map<String, TokenTrust> trusts = new HashMap<>();
        config.jwt().issuers().forEach((name, issuer) -> {
            TokenTrust trust = from(name, issuer, config.rootTenant(), mappings, clock);
            require(trusts.put(trust.issuer(), trust) == null, "two of them are issuer " + trust.issuer());
        });
        return Map.copyOf(trusts);
    }

    private static TokenTrust from(
            String name, AuthConfig.Issuer config, String root, RoleMappings mappings, InstantSource clock) {
        String prefix = "freehold.auth.jwt.issuers.\"" + name + "\".";
        String issuer = config.issuer().filter(text -> !text.isBlank()).orElse("");
        String audience = config.audience().filter(text -> !text.isBlank()).orElse("");
        require(!issuer.isEmpty(), prefix + "issuer is missing");
        require(!audience.isEmpty(), prefix + "audience is missing");
        require(
                config.jwksUrl().isPresent() != config.publicKey().isPresent(),
                "set exactly one of " + prefix + "jwks-url and " + prefix + "public-key");
        Set<String> algorithms = Set.copyOf(config.algorithms());
        require(
                !algorithms.isEmpty() && KeyFamily.SUPPORTED.containsAll(algorithms),
                prefix + "algorithms may only name " + sorted(KeyFamily.SUPPORTED.stream()));
        return new TokenTrust(
                issuer, audience, algorithms, keys(config, clock), new TokenClaims(name, config, root, mappings));
    }

    private static TokenKeys keys(AuthConfig.Issuer config, InstantSource clock) {
        return config.jwksUrl()
                .<TokenKeys>map(url -> new PublishedTokenKeys(
                        KeySetAddress.parse(url, config.jwksCaFile(), config.jwksTokenFile()), clock))
                .orElseGet(() -> PinnedTokenKey.from(config.publicKey().orElseThrow()));
    }

    private static String sorted(Stream<String> names) {
        return String.join(", ", names.sorted().toList());
    }

    static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalStateException("Token issuers are not configured in full: " + problem + ".");
        }
    }
}
