package dev.freehold.auth;

import static dev.freehold.auth.TestTokens.claims;
import static dev.freehold.auth.TestTokens.claimsWithout;
import static dev.freehold.auth.TestTokens.header;
import static dev.freehold.auth.TestTokens.rs256;
import static dev.freehold.auth.TestTokens.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenVerifierTest {
    private static final JwtSettings SETTINGS = JwtSettings.pinned(TestTokens.pem(TestTokens.RSA));
    private static final Caller ALICE = new Caller(
            "jwt:https://issuer.example#alice",
            Caller.Credential.JWT,
            "acme",
            "web",
            Set.of(Role.INFERENCE, Role.AUDITOR),
            Set.of());

    private final TokenVerifier verifier = open(SETTINGS);

    @Test
    void knowsTheHolderOfATokenAndNoUnknownRole() {
        assertEquals(ALICE, caller(verifier, rs256(claims())));
    }

    @Test
    void acceptsEachAlgorithmThatIsAllowed() {
        Map<String, KeyPair> keys = Map.of(
                "RS256", TestTokens.RSA, "PS256", TestTokens.RSA, "ES256", TestTokens.EC, "EdDSA", TestTokens.ED);
        keys.forEach((algorithm, pair) -> {
            TokenVerifier allowing =
                    open(JwtSettings.pinned(TestTokens.pem(pair)).allowing(algorithm));
            assertEquals(
                    ALICE,
                    caller(allowing, signed(header(algorithm), claims(), pair.getPrivate(), algorithm)),
                    algorithm);
        });
    }

    @Test
    void acceptsWhatAProperLibraryWrites() {
        String token = Jwt.issuer(JwtSettings.ISSUER)
                .audience(Set.of("other", JwtSettings.AUDIENCE))
                .subject("alice")
                .claim("tenant", "acme")
                .claim("project", "web")
                .claim("roles", List.of("inference", "auditor"))
                .issuedAt(Instant.now())
                .expiresIn(Duration.ofMinutes(5))
                .jws()
                .keyId("main")
                .sign(TestTokens.RSA.getPrivate());

        assertEquals(ALICE, caller(verifier, token));
    }

    @Test
    void forgivesHalfAMinuteOfSkew() {
        long now = Instant.now().getEpochSecond();

        verifier.verify(rs256(claims("iat", now + 20)));
        verifier.verify(rs256(claims("nbf", now + 20)));
        Map<String, Object> justExpired = claims("exp", now - 10);
        justExpired.put("iat", now - 100);
        verifier.verify(rs256(justExpired));
    }

    @Test
    void acceptsATokenOfExactlyOneDay() {
        long now = Instant.now().getEpochSecond();

        verifier.verify(rs256(claims("exp", now + 86_000)));
    }

    @TestFactory
    Stream<DynamicTest> refuses() {
        Map<String, String> corpus = HostileTokens.all();
        assertTrue(corpus.size() >= 100, "tokens: " + corpus.size());
        return corpus.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    Fault fault = assertThrows(Fault.class, () -> verifier.verify(entry.getValue()));
                    assertEquals(FaultCode.UNAUTHENTICATED, fault.code());
                    assertEquals(Optional.empty(), verifier.remembered(entry.getValue()));
                    if (entry.getValue().length() > 20) {
                        assertFalse(fault.toString().contains(entry.getValue().substring(0, 20)));
                    }
                }));
    }

    @Test
    void refusesHmacEvenWhenItIsConfigured() {
        assertThrows(IllegalStateException.class, () -> open(SETTINGS.allowing("RS256", "HS256")));
        assertThrows(IllegalStateException.class, () -> open(SETTINGS.allowing("none")));
    }

    @Test
    void findsRolesInANestedClaim() {
        TokenVerifier nested = open(SETTINGS.with("roles-claim", "realm_access.roles"));
        Map<String, Object> claims = claims("realm_access", Map.of("roles", List.of("operator", "emperor")));
        claims.remove("roles");

        assertEquals(Set.of(Role.OPERATOR), caller(nested, rs256(claims)).roles());
    }

    @Test
    void findsRolesInASpaceSeparatedText() {
        assertEquals(
                Set.of(Role.INFERENCE, Role.OPERATOR),
                caller(verifier, rs256(claims("roles", "inference operator"))).roles());
    }

    @Test
    void grantsNothingForRolesOfAnyOtherKind() {
        for (Object roles : List.of(7, true, Map.of("admin", true), List.of(List.of("admin")), "ADMIN", List.of())) {
            assertEquals(
                    Set.of(), caller(verifier, rs256(claims("roles", roles))).roles());
        }
        assertEquals(Set.of(), caller(verifier, rs256(claimsWithout("roles"))).roles());
    }

    @Test
    void givesTheConfiguredTenantToATokenThatNamesNone() {
        TokenVerifier lenient = open(SETTINGS.with("default-tenant", "house"));

        assertEquals("house", caller(lenient, rs256(claimsWithout("tenant"))).tenant());
        assertEquals("acme", caller(lenient, rs256(claims())).tenant());
    }

    @Test
    void remembersATokenForAMinuteAtMost() {
        SettableClock clock = new SettableClock();
        clock.advance(Duration.between(clock.instant(), Instant.now()));
        TokenVerifier timed = TokenVerifier.Choice.from(SETTINGS.config(), new RoleMappings(Set.of()), clock);
        String token = rs256(claims());
        String brief = rs256(claims("exp", clock.instant().getEpochSecond() + 10));
        timed.verify(token);
        timed.verify(brief);

        clock.advance(Duration.ofSeconds(11));
        assertEquals(Optional.of(ALICE), timed.remembered(token).map(Identified::caller));
        assertEquals(Optional.empty(), timed.remembered(brief));
        clock.advance(Duration.ofSeconds(50));
        assertEquals(Optional.empty(), timed.remembered(token));
    }

    @Test
    void tellsTokensApartThatBeginAlike() {
        String token = rs256(claims());
        verifier.verify(token);
        String alike = token.substring(0, token.length() - 1) + (token.endsWith("A") ? 'B' : 'A');

        assertEquals(Optional.empty(), verifier.remembered(alike));
    }

    private static Caller caller(TokenVerifier by, String token) {
        return by.verify(token).caller();
    }

    private static TokenVerifier open(JwtSettings settings) {
        return TokenVerifier.Choice.from(settings.config(), new RoleMappings(Set.of()), InstantSource.system());
    }
}
