package dev.freehold.auth;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People whose words are kept: found, read for a reason, held, and erased. */
@QuarkusTest
@QuarkusTestResource(value = Issuer.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = KeptPayloads.class, restrictToAnnotatedClass = true)
class SubjectsIT {
    private static final String SECRET = "midnight";

    @BeforeEach
    void defineTheTenant() {
        IssuedTokens.defineTenant();
    }

    private static void chat(String token) {
        as(token)
                .contentType(ContentType.JSON)
                .body("{\"model\":\"freehold-guide\",\"max_tokens\":4,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + SECRET + "\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification root() {
        return as(TestKeys.bootstrap());
    }

    private static String handle(String subject) {
        return root().queryParam("identity", "jwt:" + JwtSettings.ISSUER + "#" + subject)
                .queryParam("tenant", "acme")
                .get("/admin/v1/subjects")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private static Map<String, Object> settled(String handle) {
        return root().get("/admin/v1/audit?kind=settle&limit=1&actor=jwt:" + handle)
                .then()
                .statusCode(200)
                .body("entries[0].sub", equalTo(handle))
                .extract()
                .jsonPath()
                .getMap("entries[0]");
    }

    private static JsonPath last(String action) {
        return root().get("/admin/v1/audit?limit=1&action=" + action).jsonPath();
    }

    @Test
    void whatAPersonSaidIsReadForAReasonHeldAndErased() {
        chat(IssuedTokens.of("sub", "dora"));
        String handle = handle("dora");
        Map<String, Object> entry = settled(handle);
        String payload = "/admin/v1/audit/" + entry.get("index") + "/payload";

        root().get(payload).then().statusCode(400).body("error.param", equalTo("reason"));
        root().get(payload + "?reason=C-1")
                .then()
                .statusCode(200)
                .body("request[0]", containsString(SECRET))
                .body("response[0].text", notNullValue())
                .body("cut", equalTo(false));
        assertEquals(List.of("reason=C-1"), last("payload.read").getList("entries.change"));
        assertEquals(List.of(handle), last("payload.read").getList("entries.sub"));

        String subject = "/admin/v1/subjects/" + handle;
        root().get(subject + "/identity?reason=C-1")
                .then()
                .statusCode(200)
                .body("identity", equalTo("jwt:" + JwtSettings.ISSUER + "#dora"));
        String why = "?authority=GDPR-17&ticket=C-2";
        root().put(subject + "/hold" + why).then().statusCode(200).body("held_since", notNullValue());
        root().delete(subject + why).then().statusCode(409);
        root().delete(subject + "/hold" + why).then().statusCode(200).body("held_since", nullValue());
        root().delete(subject + "?authority=GDPR-17").then().statusCode(400).body("error.param", equalTo("ticket"));
        root().delete(subject + why)
                .then()
                .statusCode(200)
                .body("erased_at", notNullValue())
                .body("erasure_complete_at", notNullValue());

        root().get(payload + "?reason=C-1").then().statusCode(404).body("error.message", containsString("destroyed"));
        root().get(subject + "/identity?reason=C-1").then().statusCode(404);
        root().queryParam("identity", "jwt:" + JwtSettings.ISSUER + "#dora")
                .queryParam("tenant", "acme")
                .get("/admin/v1/subjects")
                .then()
                .statusCode(404);
        assertEquals(entry, settled(handle));
        chat(IssuedTokens.of("sub", "dora"));
        assertEquals(false, handle.equals(handle("dora")));
    }

    @Test
    void theDutiesAreApartAndStayInTheirTenant() {
        chat(IssuedTokens.of("sub", "emil"));
        String handle = handle("emil");
        String payload = "/admin/v1/audit/" + settled(handle).get("index") + "/payload?reason=C-1";
        String privacy = TestKeys.create("privacy");
        String investigator = TestKeys.create("investigator");
        String auditor = TestKeys.create("auditor", "admin", "operator", "inference");
        String why = "?authority=GDPR-17&ticket=C-2";
        as(privacy).get(payload).then().statusCode(403);
        as(auditor).get(payload).then().statusCode(403);
        as(auditor).delete("/admin/v1/subjects/" + handle + why).then().statusCode(403);
        as(investigator).delete("/admin/v1/subjects/" + handle + why).then().statusCode(403);
        as(privacy)
                .get("/admin/v1/subjects/" + handle + "/identity?reason=C-1")
                .then()
                .statusCode(403);
        as(privacy).put("/admin/v1/subjects/" + handle + "/hold" + why).then().statusCode(403);
        as(privacy).get("/admin/v1/subjects/" + handle).then().statusCode(200).body("tenant", equalTo("acme"));
        as(investigator).get(payload).then().statusCode(200);

        String elsewhere = TestKeys.create(
                Map.of("name", "n", "tenant", other(), "roles", List.of("investigator", "privacy"), "unlimited", true));
        as(elsewhere).get(payload).then().statusCode(404);
        as(elsewhere).get("/admin/v1/subjects/" + handle).then().statusCode(404);
        as(elsewhere).delete("/admin/v1/subjects/" + handle + why).then().statusCode(404);
        as(elsewhere)
                .queryParam("identity", "jwt:" + JwtSettings.ISSUER + "#emil")
                .queryParam("tenant", "acme")
                .get("/admin/v1/subjects")
                .then()
                .statusCode(404);
    }

    private static String other() {
        IssuedTokens.post("/admin/v1/tenants", "{\"id\":\"umbrella\"}");
        return "umbrella";
    }

    @Test
    void theLogAndTheBooksNameNobody() {
        chat(IssuedTokens.of("sub", "fritz"));
        root().get("/admin/v1/audit?limit=1000").then().body(not(containsString("#fritz")));
        assertEquals("jwt:" + handle("fritz"), actor());
    }

    private static String actor() {
        return root().get("/admin/v1/audit?limit=1&kind=settle").jsonPath().getString("entries[0].actor.id");
    }
}
