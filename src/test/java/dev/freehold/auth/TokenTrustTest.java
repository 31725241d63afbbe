package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTrustTest {
    private static final String PEM = TestTokens.pem(TestTokens.RSA);
    private static final JwtSettings NONE = JwtSettings.NONE;

    @TempDir
    Path folder;

    @Test
    void isOffUntilAnIssuerIsConfigured() {
        assertEquals(Optional.empty(), trust(NONE));
        TokenVerifier off = TokenVerifier.Choice.from(NONE, InstantSource.system());

        Fault fault = assertThrows(Fault.class, () -> off.verify(TestTokens.rs256(TestTokens.claims())));

        assertTrue(fault.message().contains("no token issuer is configured"));
    }

    @Test
    void stopsTheStartWhenHalfConfigured() {
        assertStops("freehold.auth.jwt.audience is missing", NONE.issuedBy("i").signedWith(PEM));
        assertStops(
                "freehold.auth.jwt.audience is missing",
                NONE.issuedBy("i").meantFor(" ").signedWith(PEM));
        assertStops("freehold.auth.jwt.issuer is missing", NONE.meantFor("a"));
        assertStops("freehold.auth.jwt.issuer is missing", NONE.signedWith(PEM));
        assertStops("freehold.auth.jwt.issuer is missing", NONE.publishedAt("https://issuer.example/jwks"));
        assertStops("public-key is missing", NONE.issuedBy("i").meantFor("a"));
        assertStops(
                "only one of",
                NONE.issuedBy("i").meantFor("a").signedWith(PEM).publishedAt("https://issuer.example/jwks"));
        assertStops("may only name ES256, EdDSA", JwtSettings.pinned(PEM).allowing("HS256"));
        assertStops("may only name", JwtSettings.pinned(PEM).allowing());
    }

    @Test
    void fetchesKeysOnlyOverHttpsOrFromThisMachine() {
        JwtSettings settings = NONE.issuedBy("i").meantFor("a");
        for (String url : new String[] {
            "http://issuer.example/jwks", "file:///etc/passwd", "ftp://h/", "jwks", "https:/x", "https://a b/"
        }) {
            assertStops("must be an https address", settings.publishedAt(url));
        }
        assertTrue(trust(settings.publishedAt("https://issuer.example/jwks")).isPresent());
        assertTrue(trust(settings.publishedAt("http://127.0.0.1:8180/jwks")).isPresent());
    }

    @Test
    void readsAKeyFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("issuer.pem"), PEM);

        assertTrue(trust(JwtSettings.pinned(file.toString())).isPresent());
    }

    @Test
    void stopsTheStartWhenTheKeyCannotBeRead() {
        assertStops("public-key", JwtSettings.pinned(folder.resolve("none.pem").toString()));
        assertStops("public-key", JwtSettings.pinned(PEM.replace("PUBLIC", "PRIVATE")));
        assertStops("public-key", JwtSettings.pinned("-----BEGIN PUBLIC KEY-----\nAAAAA\n-----END PUBLIC KEY-----"));
    }

    private static void assertStops(String reason, JwtSettings settings) {
        String message =
                assertThrows(IllegalStateException.class, () -> trust(settings)).getMessage();
        assertTrue(message != null && message.contains(reason), message);
    }

    private static Optional<TokenTrust> trust(JwtSettings settings) {
        return TokenTrust.from(settings, InstantSource.system());
    }
}
