package dev.freehold.auth;

import java.util.List;
import java.util.Optional;

/** Token settings of a test; the defaults are those of {@link AuthConfig}. */
record JwtSettings(
        Optional<String> issuer,
        Optional<String> audience,
        List<String> algorithms,
        Optional<String> jwksUrl,
        Optional<String> publicKey,
        String rolesClaim,
        Optional<String> defaultTenant)
        implements AuthConfig.Jwt {
    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "freehold";
    static final JwtSettings NONE = new JwtSettings(
            Optional.empty(),
            Optional.empty(),
            List.of("RS256", "ES256"),
            Optional.empty(),
            Optional.empty(),
            "roles",
            Optional.empty());

    static JwtSettings pinned(String pem) {
        return NONE.issuedBy(ISSUER).meantFor(AUDIENCE).signedWith(pem);
    }

    JwtSettings issuedBy(String name) {
        return new JwtSettings(Optional.of(name), audience, algorithms, jwksUrl, publicKey, rolesClaim, defaultTenant);
    }

    JwtSettings meantFor(String name) {
        return new JwtSettings(issuer, Optional.of(name), algorithms, jwksUrl, publicKey, rolesClaim, defaultTenant);
    }

    JwtSettings signedWith(String pem) {
        return new JwtSettings(issuer, audience, algorithms, jwksUrl, Optional.of(pem), rolesClaim, defaultTenant);
    }

    JwtSettings publishedAt(String url) {
        return new JwtSettings(issuer, audience, algorithms, Optional.of(url), publicKey, rolesClaim, defaultTenant);
    }

    JwtSettings allowing(String... names) {
        return new JwtSettings(issuer, audience, List.of(names), jwksUrl, publicKey, rolesClaim, defaultTenant);
    }

    JwtSettings rolesIn(String claim) {
        return new JwtSettings(issuer, audience, algorithms, jwksUrl, publicKey, claim, defaultTenant);
    }

    JwtSettings tenantOtherwise(String name) {
        return new JwtSettings(issuer, audience, algorithms, jwksUrl, publicKey, rolesClaim, Optional.of(name));
    }

    @Override
    public String tenantClaim() {
        return "tenant";
    }

    @Override
    public String projectClaim() {
        return "project";
    }

    @Override
    public String defaultProject() {
        return "default";
    }
}
