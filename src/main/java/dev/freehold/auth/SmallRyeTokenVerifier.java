package dev.freehold.auth;

import dev.freehold.core.Fault;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Signature and standard claims by SmallRye JWT, behind {@link TokenProfile}; verified tokens are remembered briefly. */
final class SmallRyeTokenVerifier implements TokenVerifier {
    private static final Duration REMEMBERED = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);
    private static final int SKEW_SECONDS = 30;

    private final Map<String, TokenTrust> trusts;
    private final RoleMappings mappings;
    private final InstantSource clock;
    private final Verdicts<Seen, Identified> verdicts;

    /** A token under the role mappings of one moment. */
    private record Seen(Fingerprint token, long mappings) {}

    SmallRyeTokenVerifier(Map<String, TokenTrust> trusts, RoleMappings mappings, InstantSource clock) {
        this.trusts = trusts;
        this.mappings = mappings;
        this.clock = clock;
        this.verdicts = new Verdicts<>(REMEMBERED, clock);
    }

    @Override
    public Optional<Identified> remembered(String token) {
        return verdicts.of(seen(token));
    }

    @Override
    public Identified verify(String token) {
        Seen seen = seen(token);
        return verdicts.of(seen).orElseGet(() -> check(token, seen));
    }

    private Seen seen(String token) {
        return new Seen(Fingerprint.of(token), mappings.version());
    }

    private Identified check(String token, Seen seen) {
        long epoch = verdicts.epoch();
        TokenProfile.Unverified said = TokenProfile.read(token);
        TokenTrust trust = trusts.get(said.issuer());
        if (trust == null) {
            throw refused();
        }
        TokenProfile.Header header = said.header();
        if (!trust.algorithms().contains(header.algorithm())) {
            throw Refusal.of("The token is not signed with an accepted algorithm.");
        }
        JsonWebToken verified = parse(trust, token, header, trust.keys().keyFor(header));
        checkTimes(verified);
        Identified identified = Identified.anywhere(trust.claims().caller(verified));
        verdicts.remember(seen, identified, Instant.ofEpochSecond(verified.getExpirationTime()), epoch);
        return identified;
    }

    private static JsonWebToken parse(TokenTrust trust, String token, TokenProfile.Header header, PublicKey key) {
        JWTAuthContextInfo context = new JWTAuthContextInfo(key, trust.issuer());
        context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.fromAlgorithm(header.algorithm())));
        context.setExpectedAudience(Set.of(trust.audience()));
        context.setClockSkew(SKEW_SECONDS);
        context.setMaxTimeToLiveSecs(LONGEST_LIFE.toSeconds());
        context.setRequiredClaims(Set.of(Claims.sub.name(), Claims.exp.name(), Claims.iat.name()));
        JWTParser parser = new DefaultJWTParser(context);
        try {
            return parser.parse(token);
        } catch (ParseException e) {
            throw refused();
        }
    }

    /** Again with bounds, since a difference of two chosen numbers can overflow. */
    private void checkTimes(JsonWebToken token) {
        long issued = token.getIssuedAtTime();
        long latest = clock.instant().getEpochSecond() + SKEW_SECONDS;
        if (issued < 0 || issued > latest || token.getExpirationTime() > issued + LONGEST_LIFE.toSeconds()) {
            throw refused();
        }
    }

    /** One sentence for every reason, and no cause: the library's messages quote the token. */
    private static Fault refused() {
        return Refusal.of("The token is not valid here: its signature, issuer, audience or times do not hold.");
    }
}
