package dev.freehold.auth;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;

import dev.freehold.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers who come with a token of an identity provider that publishes its keys. */
@QuarkusTest
@QuarkusTestResource(value = Issuer.class, restrictToAnnotatedClass = true)
class TokenIT {
    private static final String CHAT = """
            {"model":"freehold-guide","max_tokens":1,"messages":[{"role":"user","content":"Hello"}]}""";

    private static String token(Map<String, Object> claims) {
        return IssuedTokens.of(claims);
    }

    @BeforeEach
    void defineTheTenant() {
        IssuedTokens.defineTenant();
    }

    private static void post(String path, String body) {
        IssuedTokens.post(path, body);
    }

    private static void change(String path, String body) {
        as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body(body)
                .patch(path)
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenOfWhatIsNotDefinedOpensNothingAndDefinesNothing() {
        as(token(TestTokens.claims("tenant", "nowhere")))
                .get("/v1/models")
                .then()
                .statusCode(403)
                .body("error.message", containsString("'nowhere' is not known"));
        as(token(TestTokens.claims("project", "none"))).get("/v1/models").then().statusCode(403);
        as(token(TestTokens.claims("tenant", "default")))
                .get("/v1/models")
                .then()
                .statusCode(403);
        as(TestKeys.bootstrap()).get("/admin/v1/tenants/nowhere").then().statusCode(404);
        as(TestKeys.bootstrap())
                .get("/admin/v1/tenants/acme/projects/none")
                .then()
                .statusCode(404);
    }

    @Test
    void aSuspensionShutsOutKeysAndTokensAtOnce() {
        post("/admin/v1/tenants", "{\"id\":\"paused\"}");
        String key = TestKeys.create(
                Map.of("name", "n", "tenant", "paused", "roles", List.of("inference"), "unlimited", true));
        Map<String, Object> claims = TestTokens.claims("tenant", "paused");
        claims.put("project", "default");
        String token = token(claims);
        as(key).get("/v1/models").then().statusCode(200);
        as(token).get("/v1/models").then().statusCode(200);

        change("/admin/v1/tenants/paused", "{\"suspended\":true}");

        as(key).get("/v1/models").then().statusCode(403).body("error.type", equalTo("permission_error"));
        as(token).get("/v1/models").then().statusCode(403);
        change("/admin/v1/tenants/paused", "{\"suspended\":false}");
        as(key).get("/v1/models").then().statusCode(200);
        as(token).get("/v1/models").then().statusCode(200);
    }

    @Test
    void anAdminOfATenantLooksAfterThatTenantOnly() {
        String admin = token(TestTokens.claims("roles", List.of("admin", "inference")));
        String others = TestKeys.create("inference").substring(8, 18);
        as(admin).get("/admin/v1/tenants").then().body("tenants.id", equalTo(List.of("acme")));
        for (String path : List.of(
                "/admin/v1/tenants/default",
                "/admin/v1/tenants/default/projects",
                "/admin/v1/tenants/default/projects/default",
                "/admin/v1/keys/" + others,
                "/admin/v1/keys?tenant=default")) {
            as(admin).get(path).then().statusCode(404);
        }
        as(admin).delete("/admin/v1/keys/" + others).then().statusCode(404);
        as(admin).post("/admin/v1/keys/" + others + "/rotate").then().statusCode(404);
        as(admin)
                .contentType(ContentType.JSON)
                .body("{\"id\":\"mine\"}")
                .post("/admin/v1/tenants")
                .then()
                .statusCode(403);
        as(admin)
                .contentType(ContentType.JSON)
                .body("{\"name\":\"n\",\"tenant\":\"default\",\"roles\":[\"inference\"]}")
                .post("/admin/v1/keys")
                .then()
                .statusCode(404);
        String own = as(admin)
                .contentType(ContentType.JSON)
                .body("{\"name\":\"n\",\"project\":\"web\",\"roles\":[\"inference\"]}")
                .post("/admin/v1/keys")
                .then()
                .statusCode(201)
                .body("tenant", equalTo("acme"))
                .extract()
                .path("key");
        as(own).contentType(ContentType.JSON)
                .body(CHAT)
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        as(admin).get("/admin/v1/keys").then().body("keys.tenant", everyItem(equalTo("acme")));
    }

    @Test
    void aServiceAccountOfAClusterCallsModels() {
        Map<String, Object> claims = new HashMap<>(TestTokens.claims());
        claims.put("iss", Issuer.CLUSTER);
        claims.put("sub", "system:serviceaccount:ml:trainer");
        claims.put("kubernetes.io", Map.of("namespace", "web", "serviceaccount", Map.of("name", "trainer")));
        claims.remove("tenant");
        claims.remove("roles");
        as(token(claims))
                .contentType(ContentType.JSON)
                .body(CHAT)
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        claims.put("sub", "system:serviceaccount:ml:other");
        as(token(claims)).get("/v1/models").then().statusCode(403);
    }

    @Test
    void aTokenMayDoWhatItsRolesSay() {
        String token = token(TestTokens.claims("roles", List.of("inference", "emperor")));
        as(token)
                .contentType(ContentType.JSON)
                .body(CHAT)
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .header("x-ratelimit-limit-requests", "60");
        as(token).get("/admin/v1/audit").then().statusCode(403);
        as(token).get("/admin/v1/keys").then().statusCode(403);
        String handle = as(TestKeys.bootstrap())
                .queryParam("identity", "jwt:" + JwtSettings.ISSUER + "#alice")
                .queryParam("tenant", "acme")
                .get("/admin/v1/subjects")
                .path("id");
        as(TestKeys.bootstrap())
                .queryParam("actor", "jwt:" + handle)
                .get("/admin/v1/audit")
                .then()
                .body("entries.actor.tenant", everyItem(equalTo("acme")))
                .body("entries.kind", hasItem("settle"));
    }

    @Test
    void anAuditorOfATenantSeesThatTenantOnly() {
        as(TestKeys.create("inference")).get("/v1/none").then().statusCode(404);
        as(token(TestTokens.claims("roles", List.of("auditor"))))
                .get("/admin/v1/audit?tenant=default")
                .then()
                .statusCode(200)
                .body("entries.actor.tenant", everyItem(equalTo("acme")));
    }

    @Test
    void anAdminOfATenantReachesThatTenantOnly() {
        String admin = token(TestTokens.claims("roles", List.of("admin")));
        String limits = "{\"limits\":[{\"dimension\":\"requests\",\"window\":\"day\",\"amount\":500}]}";
        Map<String, Integer> answers = Map.of(
                "project:acme/web",
                200,
                "caller:acme/jwt:" + JwtSettings.ISSUER + "#bob",
                200,
                "organisation:acme",
                403,
                "project:default/web",
                404,
                "organisation:default",
                404);
        answers.forEach((scope, status) -> as(admin)
                .contentType(ContentType.JSON)
                .queryParam("scope", scope)
                .body(limits)
                .put("/admin/v1/limits")
                .then()
                .statusCode(status));
        as(token(TestTokens.claims("sub", "bob"))).get("/v1/models").then().header("x-ratelimit-limit-requests", "500");
        as(admin).get("/admin/v1/usage?group_by=tenant&tenant=default").then().statusCode(400);
        as(admin)
                .get("/admin/v1/usage?group_by=tenant")
                .then()
                .statusCode(200)
                .body("usage.tenant", everyItem(equalTo("acme")));
    }

    @Test
    void aTokenThatIsNotForUsOpensNothing() {
        for (Map<String, Object> claims : List.of(
                TestTokens.claims("aud", "somebody-else"),
                TestTokens.claims("iss", "https://evil.example"),
                TestTokens.claims("exp", 1000),
                TestTokens.claimsWithout("sub"),
                TestTokens.claimsWithout("tenant"))) {
            as(token(claims)).get("/v1/models").then().statusCode(401).body("error.code", equalTo("invalid_api_key"));
        }
        as(TestTokens.signed(
                        TestTokens.header("RS256", "kid", "one"),
                        TestTokens.claims(),
                        TestTokens.OTHER_RSA.getPrivate(),
                        "RS256"))
                .get("/v1/models")
                .then()
                .statusCode(401);
    }
}
