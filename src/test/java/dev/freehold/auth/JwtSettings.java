package dev.freehold.auth;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of one token issuer for a test, read as the product reads them. */
record JwtSettings(String name, Map<String, String> settings) {
    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "freehold";
    static final JwtSettings NONE = new JwtSettings("corp", Map.of());

    static JwtSettings pinned(String pem) {
        return NONE.issuedBy(ISSUER).meantFor(AUDIENCE).signedWith(pem);
    }

    JwtSettings named(String other) {
        return new JwtSettings(other, settings);
    }

    JwtSettings issuedBy(String issuer) {
        return with("issuer", issuer);
    }

    JwtSettings meantFor(String audience) {
        return with("audience", audience);
    }

    JwtSettings signedWith(String pem) {
        return with("public-key", pem);
    }

    JwtSettings publishedAt(String url) {
        return with("jwks-url", url);
    }

    JwtSettings allowing(String... algorithms) {
        return with("algorithms", String.join(",", algorithms));
    }

    JwtSettings with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new JwtSettings(name, Map.copyOf(more));
    }

    AuthConfig config() {
        return config(List.of(this), Map.of());
    }

    static AuthConfig config(List<JwtSettings> issuers, Map<String, String> others) {
        Map<String, String> properties = new HashMap<>(others);
        issuers.forEach(issuer -> issuer.settings()
                .forEach((setting, value) ->
                        properties.put("freehold.auth.jwt.issuers.\"" + issuer.name() + "\"." + setting, value)));
        return new SmallRyeConfigBuilder()
                .withMapping(AuthConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build()
                .getConfigMapping(AuthConfig.class);
    }
}
