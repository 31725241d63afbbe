package dev.freehold.auth;

import static dev.freehold.auth.TestTokens.claims;
import static dev.freehold.auth.TestTokens.claimsWithout;
import static dev.freehold.auth.TestTokens.rs256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenRolesTest {
    private static final JwtSettings SETTINGS = JwtSettings.pinned(TestTokens.pem(TestTokens.RSA));
    private static final String CLUSTER = "https://kubernetes.default.svc.cluster.local";

    private final RoleMappings mappings = new RoleMappings(Set.of("corp"));

    @Test
    void mapsGroupsToRolesAndNothingElse() {
        JwtSettings mapped = SETTINGS.with("roles-claim", "groups")
                .with("role-mapping.\"ml-ops\"", "operator, inference")
                .with("role-mapping.\"/audit/readers\"", "auditor");

        assertEquals(
                Set.of(Role.OPERATOR, Role.INFERENCE, Role.AUDITOR),
                roles(mapped, claims("groups", List.of("ml-ops", "/audit/readers", "admin", "ML-OPS"))));
        assertEquals(Set.of(), roles(mapped, claims("groups", List.of("admin"))));
    }

    @Test
    void aFileMapsGroupsTooAndItsChangeCountsForTokensThatWereSeen() {
        TokenVerifier verifier = open(SETTINGS.with("roles-claim", "groups"));
        String token = rs256(claims("groups", List.of("ml-ops", "admin")));
        assertEquals(Set.of(Role.ADMIN), verifier.verify(token).caller().roles());

        mappings.replace(Map.of(new RoleMappings.Group("corp", "ml-ops"), Set.of(Role.OPERATOR)));

        assertEquals(Optional.empty(), verifier.remembered(token));
        assertEquals(Set.of(Role.OPERATOR), verifier.verify(token).caller().roles());
        mappings.replace(Map.of(new RoleMappings.Group("another", "ml-ops"), Set.of(Role.AUDITOR)));
        assertEquals(Set.of(Role.ADMIN), verifier.verify(token).caller().roles());
    }

    @Test
    void scopesNarrowRolesAndNeverWidenThem() {
        JwtSettings scoped = SETTINGS.with("scopes-claim", "scope");

        assertEquals(Set.of(Role.INFERENCE), roles(scoped, claims("scope", "openid inference admin")));
        assertEquals(Set.of(), roles(scoped, claims("scope", "openid")));
        assertEquals(Set.of(), roles(scoped, claims()));
        JwtSettings mapped = scoped.with("scope-mapping.\"models.use\"", "inference");
        assertEquals(Set.of(Role.INFERENCE), roles(mapped, claims("scope", "models.use")));
        assertEquals(Set.of(), roles(mapped, claims("scope", "inference")));
    }

    @Test
    void givesTheRolesThatEveryTokenOfAnIssuerHas() {
        assertEquals(
                Set.of(Role.INFERENCE), roles(SETTINGS.with("default-roles", "inference"), claimsWithout("roles")));
    }

    @Test
    void anIssuerSpeaksForTheRootOrganisationOnlyWhenToldSo() {
        assertForbidden(SETTINGS, claims("tenant", "default"));
        assertEquals(
                "default",
                caller(SETTINGS.with("tenants", "default"), claims("tenant", "default"))
                        .tenant());
        assertEquals(
                "default",
                caller(SETTINGS.with("default-tenant", "default"), claimsWithout("tenant"))
                        .tenant());
        assertForbidden(SETTINGS.with("default-tenant", "default"), claims("tenant", "default"));
    }

    @Test
    void anIssuerSpeaksOnlyForTheTenantsThatAreListed() {
        JwtSettings listed = SETTINGS.with("tenants", "acme,beta");

        assertEquals("acme", caller(listed, claims()).tenant());
        assertForbidden(listed, claims("tenant", "other"));
        assertForbidden(listed, claims("tenant", "ACME"));
    }

    @Test
    void aServiceAccountOfAClusterIsACaller() {
        JwtSettings cluster = SETTINGS.named("cluster")
                .issuedBy(CLUSTER)
                .with("tenant-claim", "kubernetes.io/namespace")
                .with("project-claim", "kubernetes.io/serviceaccount/name")
                .with("roles-claim", "sub")
                .with("role-mapping.\"system:serviceaccount:ml:trainer\"", "inference");

        Caller trainer = caller(cluster, serviceAccount("ml", "trainer"));

        assertEquals("jwt:" + CLUSTER + "#system:serviceaccount:ml:trainer", trainer.id());
        assertEquals("ml", trainer.tenant());
        assertEquals("trainer", trainer.project());
        assertEquals(Set.of(Role.INFERENCE), trainer.roles());
        assertEquals(Set.of(), roles(cluster, serviceAccount("ml", "other")));
        assertForbidden(cluster, serviceAccount("default", "trainer"));
        Map<String, Object> forTheApiServer = serviceAccount("ml", "trainer");
        forTheApiServer.put("aud", List.of(CLUSTER));
        assertEquals(
                FaultCode.UNAUTHENTICATED,
                assertThrows(Fault.class, () -> caller(cluster, forTheApiServer))
                        .code());
    }

    @Test
    void anIssuersKeyOpensNothingInAnothersName() {
        JwtSettings first = SETTINGS;
        JwtSettings second = JwtSettings.pinned(TestTokens.pem(TestTokens.OTHER_RSA))
                .named("other")
                .issuedBy("https://other.example")
                .allowing("PS256");
        TokenVerifier both = TokenVerifier.Choice.from(
                JwtSettings.config(List.of(first, second), Map.of()), mappings, InstantSource.system());

        assertEquals("alice", subject(both, claims(), TestTokens.RSA.getPrivate(), "RS256"));
        assertEquals(
                "alice",
                subject(both, claims("iss", "https://other.example"), TestTokens.OTHER_RSA.getPrivate(), "PS256"));
        for (String issuer : List.of(JwtSettings.ISSUER, "https://other.example", "https://third.example")) {
            for (String algorithm : List.of("RS256", "PS256")) {
                boolean isFirst = issuer.equals(JwtSettings.ISSUER) && algorithm.equals("RS256");
                boolean isSecond = issuer.equals("https://other.example") && algorithm.equals("PS256");
                if (!isFirst) {
                    assertThrows(
                            Fault.class,
                            () -> subject(both, claims("iss", issuer), TestTokens.RSA.getPrivate(), algorithm));
                }
                if (!isSecond) {
                    assertThrows(
                            Fault.class,
                            () -> subject(both, claims("iss", issuer), TestTokens.OTHER_RSA.getPrivate(), algorithm));
                }
            }
        }
    }

    private static Map<String, Object> serviceAccount(String namespace, String name) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", CLUSTER);
        claims.put("aud", List.of(JwtSettings.AUDIENCE));
        claims.put("sub", "system:serviceaccount:" + namespace + ":" + name);
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + 3607);
        claims.put("jti", "0d2d3a0c-6f1e-4d0e-9a0c-2b7f6a6f9e11");
        claims.put(
                "kubernetes.io",
                Map.of(
                        "namespace",
                        namespace,
                        "serviceaccount",
                        Map.of("name", name, "uid", "4f2c"),
                        "pod",
                        Map.of("name", "pod-1", "uid", "77aa")));
        return claims;
    }

    private static String subject(
            TokenVerifier by, Map<String, Object> claims, java.security.Key key, String algorithm) {
        String id = by.verify(TestTokens.signed(TestTokens.header(algorithm), claims, key, algorithm))
                .caller()
                .id();
        return id.substring(id.indexOf('#') + 1);
    }

    private void assertForbidden(JwtSettings settings, Map<String, Object> claims) {
        Fault fault = assertThrows(Fault.class, () -> caller(settings, claims));
        assertEquals(FaultCode.FORBIDDEN, fault.code());
        assertTrue(fault.message().contains("does not speak for"), fault.message());
    }

    private Set<Role> roles(JwtSettings settings, Map<String, Object> claims) {
        return caller(settings, claims).roles();
    }

    private Caller caller(JwtSettings settings, Map<String, Object> claims) {
        return open(settings).verify(rs256(claims)).caller();
    }

    private TokenVerifier open(JwtSettings settings) {
        return TokenVerifier.Choice.from(settings.config(), mappings, InstantSource.system());
    }
}
