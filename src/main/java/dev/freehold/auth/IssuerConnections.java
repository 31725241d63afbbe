package dev.freehold.auth;

import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whose signing keys are fetched. */
@ApplicationScoped
class IssuerConnections implements Outward {
    private final AuthConfig config;

    IssuerConnections(AuthConfig config) {
        this.config = config;
    }

    @Override
    public List<OutwardConnection> outward() {
        return config.jwt().issuers().entrySet().stream()
                .flatMap(issuer -> issuer.getValue().jwksUrl().stream()
                        .map(url -> OutwardConnection.of(
                                "keys of a token issuer",
                                url,
                                "freehold.auth.jwt.issuers.%s.jwks-url".formatted(issuer.getKey()))))
                .toList();
    }
}
