package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Maps a verified token's claims to a caller, as its issuer's configuration says. */
final class TokenClaims {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cntrl}]{1,255}");

    private final AuthConfig.Issuer config;
    private final String rootTenant;
    private final TokenRoles roles;

    TokenClaims(String issuerName, AuthConfig.Issuer config, String rootTenant, RoleMappings mappings) {
        this.config = config;
        this.rootTenant = rootTenant;
        this.roles = TokenRoles.from(issuerName, config, mappings);
    }

    /** Refuses with a {@link Fault} claims that name no caller, or one whom this issuer cannot speak for. */
    Caller caller(JsonWebToken token) {
        String subject = token.getSubject();
        if (subject == null || !SUBJECT.matcher(subject).matches()) {
            throw Refusal.of("The token's sub must be 1 to 255 printable characters.");
        }
        return new Caller(
                "jwt:" + token.getIssuer() + "#" + subject,
                Caller.Credential.JWT,
                tenant(token),
                name(token, config.projectClaim()).orElse(config.defaultProject()),
                roles.of(token),
                Set.of());
    }

    private String tenant(JsonWebToken token) {
        Optional<String> named = name(token, config.tenantClaim());
        named.filter(tenant -> !maySpeakFor(tenant)).ifPresent(tenant -> {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "The token's issuer does not speak for the organisation '%s'.".formatted(tenant));
        });
        return named.or(config::defaultTenant)
                .orElseThrow(() -> Refusal.of("The token has no claim " + config.tenantClaim() + "."));
    }

    /** Whoever runs an identity provider of one tenant must not make administrators of all of them. */
    private boolean maySpeakFor(String tenant) {
        Optional<List<String>> allowed = config.tenants();
        return allowed.isPresent() ? allowed.get().contains(tenant) : !tenant.equals(rootTenant);
    }

    private static Optional<String> name(JsonWebToken token, String claim) {
        Object value = ClaimPath.value(token, claim);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(ClaimPath.text(value)
                .filter(name -> NAME.matcher(name).matches())
                .orElseThrow(
                        () -> Refusal.of("The token's claim " + claim + " must be 1 to 128 of A-Z a-z 0-9 . _ -")));
    }
}
