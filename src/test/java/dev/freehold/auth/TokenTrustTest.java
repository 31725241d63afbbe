package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTrustTest {
    private static final String PEM = TestTokens.pem(TestTokens.RSA);
    private static final JwtSettings NONE = JwtSettings.NONE;

    @TempDir
    Path folder;

    @Test
    void isOffUntilAnIssuerIsConfigured() {
        TokenVerifier off =
                TokenVerifier.Choice.from(NONE.config(), new RoleMappings(Set.of()), InstantSource.system());

        Fault fault = assertThrows(Fault.class, () -> off.verify(TestTokens.rs256(TestTokens.claims())));

        assertTrue(fault.message().contains("no token issuer is configured"));
    }

    @Test
    void stopsTheStartWhenHalfConfigured() {
        assertStops(
                "freehold.auth.jwt.issuers.\"corp\".audience is missing",
                NONE.issuedBy("i").signedWith(PEM));
        assertStops("audience is missing", NONE.issuedBy("i").meantFor(" ").signedWith(PEM));
        assertStops("issuer is missing", NONE.meantFor("a"));
        assertStops("issuer is missing", NONE.signedWith(PEM));
        assertStops("issuer is missing", NONE.publishedAt("https://issuer.example/jwks"));
        assertStops("public-key", NONE.issuedBy("i").meantFor("a"));
        assertStops(
                "exactly one of",
                NONE.issuedBy("i").meantFor("a").signedWith(PEM).publishedAt("https://issuer.example/jwks"));
        assertStops("may only name ES256, EdDSA", JwtSettings.pinned(PEM).allowing("HS256"));
        assertStops(
                "'king' is none of the roles inference",
                JwtSettings.pinned(PEM).with("role-mapping.\"ml-ops\"", "operator,king"));
        assertStops("'king' is none of", JwtSettings.pinned(PEM).with("default-roles", "king"));
        assertStops("'king' is none of", JwtSettings.pinned(PEM).with("scope-mapping.s", "king"));
    }

    @Test
    void stopsTheStartWhenTwoNamesMeanOneIssuer() {
        JwtSettings one = JwtSettings.pinned(PEM);
        AuthConfig twice = JwtSettings.config(List.of(one, one.named("again")), Map.of());

        assertTrue(message(twice).contains("two of them are issuer " + JwtSettings.ISSUER));
    }

    @Test
    void sendsTheSettingsOfASingleIssuerToTheirNewPlace() {
        AuthConfig old = JwtSettings.config(List.of(), Map.of("freehold.auth.jwt.issuer", "https://issuer.example"));

        assertTrue(message(old).contains("freehold.auth.jwt.issuers.\"name\".issuer"));
    }

    @Test
    void fetchesKeysOnlyOverHttpsOrFromThisMachine() {
        JwtSettings settings = NONE.issuedBy("i").meantFor("a");
        for (String url : new String[] {
            "http://issuer.example/jwks", "file:///etc/passwd", "ftp://h/", "jwks", "https:/x", "https://a b/"
        }) {
            assertStops("must be an https address", settings.publishedAt(url));
        }
        assertTrue(trusts(settings.publishedAt("https://issuer.example/jwks")));
        assertTrue(trusts(settings.publishedAt("http://127.0.0.1:8180/jwks")));
    }

    @Test
    void readsAKeyFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("issuer.pem"), PEM);

        assertTrue(trusts(JwtSettings.pinned(file.toString())));
    }

    @Test
    void stopsTheStartWhenTheKeyCannotBeRead() {
        assertStops("public-key", JwtSettings.pinned(folder.resolve("none.pem").toString()));
        assertStops("public-key", JwtSettings.pinned(PEM.replace("PUBLIC", "PRIVATE")));
        assertStops("public-key", JwtSettings.pinned("-----BEGIN PUBLIC KEY-----\nAAAAA\n-----END PUBLIC KEY-----"));
    }

    private static void assertStops(String reason, JwtSettings settings) {
        String message = message(settings.config());
        assertTrue(message.contains(reason), message);
    }

    private static String message(AuthConfig config) {
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> TokenTrust.from(config, new RoleMappings(Set.of()), InstantSource.system()))
                .getMessage();
        return message == null ? "" : message;
    }

    private static boolean trusts(JwtSettings settings) {
        return TokenTrust.from(settings.config(), new RoleMappings(Set.of()), InstantSource.system())
                .containsKey(settings.settings().get("issuer"));
    }
}
