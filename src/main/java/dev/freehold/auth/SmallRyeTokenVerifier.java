package dev.freehold.auth;

import dev.freehold.core.Caller;
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
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Signature and standard claims by SmallRye JWT, behind {@link TokenProfile}; verified tokens are remembered briefly. */
final class SmallRyeTokenVerifier implements TokenVerifier {
    private static final Duration REMEMBERED = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);
    private static final int SKEW_SECONDS = 30;

    private final TokenTrust trust;
    private final TokenProfile profile;
    private final TokenClaims claims;
    private final InstantSource clock;
    private final Verdicts verdicts;

    SmallRyeTokenVerifier(TokenTrust trust, TokenClaims claims, InstantSource clock) {
        this.trust = trust;
        this.profile = new TokenProfile(trust.algorithms());
        this.claims = claims;
        this.clock = clock;
        this.verdicts = new Verdicts(REMEMBERED, clock);
    }

    @Override
    public Optional<Caller> remembered(String token) {
        return verdicts.of(Fingerprint.of(token));
    }

    @Override
    public Caller verify(String token) {
        Fingerprint fingerprint = Fingerprint.of(token);
        return verdicts.of(fingerprint).orElseGet(() -> check(token, fingerprint));
    }

    private Caller check(String token, Fingerprint fingerprint) {
        long epoch = verdicts.epoch();
        TokenProfile.Header header = profile.check(token);
        JsonWebToken verified = parse(token, header, trust.keys().keyFor(header));
        checkTimes(verified);
        Caller caller = claims.caller(verified);
        verdicts.remember(fingerprint, caller, Instant.ofEpochSecond(verified.getExpirationTime()), epoch);
        return caller;
    }

    private JsonWebToken parse(String token, TokenProfile.Header header, PublicKey key) {
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
