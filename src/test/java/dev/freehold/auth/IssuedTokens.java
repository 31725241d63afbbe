package dev.freehold.auth;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.oneOf;

import dev.freehold.TestKeys;
import io.restassured.http.ContentType;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens as {@link Issuer} signs them. */
final class IssuedTokens {
    private IssuedTokens() {}

    static String of(String claim, Object value) {
        return of(TestTokens.claims(claim, value));
    }

    static String of(Map<String, Object> claims) {
        return TestTokens.signed(TestTokens.header("RS256", "kid", "one"), claims, key(), "RS256");
    }

    private static PrivateKey key() {
        String encoded = ConfigProvider.getConfig().getValue("test.issuer.key", String.class);
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
        } catch (GeneralSecurityException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The tenant and the project that the tokens speak of. */
    static void defineTenant() {
        post("/admin/v1/tenants", "{\"id\":\"acme\"}");
        post("/admin/v1/tenants/acme/projects", "{\"id\":\"web\"}");
    }

    static void post(String path, String body) {
        as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(oneOf(201, 409));
    }
}
