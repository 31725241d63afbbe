package dev.freehold.auth;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whose tokens are trusted, for whom they must be meant, and how they must be signed. */
record TokenTrust(String issuer, String audience, Set<String> algorithms, TokenKeys keys) {

    /**
     * Empty when no token setting is there.
     *
     * @throws IllegalStateException when only half of it is there; its message tells the operator what is missing
     */
    static Optional<TokenTrust> from(AuthConfig.Jwt config, InstantSource clock) {
        boolean keySource = config.jwksUrl().isPresent() || config.publicKey().isPresent();
        if (config.issuer().isEmpty()) {
            require(!keySource && config.audience().isEmpty(), "freehold.auth.jwt.issuer is missing");
            return Optional.empty();
        }
        require(!config.issuer().get().isBlank(), "freehold.auth.jwt.issuer is empty");
        require(config.audience().filter(name -> !name.isBlank()).isPresent(), "freehold.auth.jwt.audience is missing");
        require(keySource, "freehold.auth.jwt.jwks-url or freehold.auth.jwt.public-key is missing");
        require(
                config.jwksUrl().isEmpty() || config.publicKey().isEmpty(),
                "set only one of freehold.auth.jwt.jwks-url and freehold.auth.jwt.public-key");
        Set<String> algorithms = Set.copyOf(config.algorithms());
        require(
                !algorithms.isEmpty() && KeyFamily.SUPPORTED.containsAll(algorithms),
                "freehold.auth.jwt.algorithms may only name " + sorted(KeyFamily.SUPPORTED.stream()));
        return Optional.of(
                new TokenTrust(config.issuer().get(), config.audience().get(), algorithms, keys(config, clock)));
    }

    private static TokenKeys keys(AuthConfig.Jwt config, InstantSource clock) {
        return config.jwksUrl()
                .<TokenKeys>map(url -> new PublishedTokenKeys(KeySetAddress.parse(url), clock))
                .orElseGet(() -> PinnedTokenKey.from(config.publicKey().orElseThrow()));
    }

    private static String sorted(Stream<String> names) {
        return String.join(", ", names.sorted().toList());
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalStateException("Tokens are only half configured: " + problem + ".");
        }
    }
}
