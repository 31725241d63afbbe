package dev.freehold.console;

import static dev.freehold.TestKeys.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import dev.freehold.auth.SessionCookie;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a browser gets for a key, and what that is good for. */
@QuarkusTest
class SessionIT {
    private static final String SESSION = "/console/session";
    private static final String NAME = "freehold-session";
    private static final String AUDIT = "/admin/v1/audit?limit=1";

    private static String origin() {
        return RestAssured.baseURI + ":" + RestAssured.port;
    }

    private static String begin(String key) {
        return as(key).post(SESSION).then().statusCode(200).extract().cookie(NAME);
    }

    private static RequestSpecification in(String session) {
        return given().cookie(NAME, session);
    }

    private static RequestSpecification page(String session) {
        return in(session).header(SessionCookie.MARK, "1");
    }

    @Test
    void theCookieIsForThisSiteAndNotForScripts() {
        Cookie plain = as(TestKeys.bootstrap()).post(SESSION).detailedCookie(NAME);
        assertTrue(plain.isHttpOnly() && !plain.isSecured(), plain.toString());
        assertEquals(List.of("Strict", "/"), List.of(plain.getSameSite(), plain.getPath()));
        assertEquals(14_400, plain.getMaxAge());

        Cookie secure = as(TestKeys.bootstrap())
                .header("Origin", origin().replace("http:", "https:"))
                .post(SESSION)
                .detailedCookie("__Host-" + NAME);
        assertTrue(secure.isHttpOnly() && secure.isSecured(), secure.toString());
    }

    @Test
    void canDoWhatTheKeyCanAndNoMore() {
        String key = TestKeys.create("auditor");
        String session = begin(key);

        page(session).get(AUDIT).then().statusCode(200);
        page(session).get("/admin/v1/keys").then().statusCode(403);
        page(session)
                .get(SESSION)
                .then()
                .statusCode(200)
                .body("id", equalTo("key:" + key.substring(8, 18)))
                .body("roles", contains("auditor"))
                .body("root", equalTo(true))
                .body("expires_at", notNullValue());
        as(key).get(SESSION).then().statusCode(200).body("expires_at", nullValue());
    }

    @Test
    void countsOnlyWhereAPageOfThisGatewayAsks() {
        String session = begin(TestKeys.create("auditor", "admin"));
        in(session).get(AUDIT).then().statusCode(401);
        in(session).header("Sec-Fetch-Site", "same-origin").get(AUDIT).then().statusCode(200);
        in(session)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", origin())
                .delete("/admin/v1/keys/none")
                .then()
                .statusCode(401);
        page(session)
                .header("Origin", origin())
                .delete("/admin/v1/keys/none")
                .then()
                .statusCode(404);
        for (String site : List.of("cross-site", "same-site", "none")) {
            page(session).header("Sec-Fetch-Site", site).get(AUDIT).then().statusCode(401);
        }
        for (String origin : List.of("null", "https://elsewhere.example", "http://localhost:1", "http://[")) {
            page(session).header("Origin", origin).get(AUDIT).then().statusCode(401);
            as(TestKeys.bootstrap())
                    .header("Origin", origin)
                    .post(SESSION)
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void endsWhenItsHolderLeaves() {
        String session = begin(TestKeys.create("auditor"));

        Response left = page(session).delete(SESSION);

        assertEquals(204, left.statusCode());
        assertEquals(0, left.detailedCookie(NAME).getMaxAge());
        page(session).get(AUDIT).then().statusCode(401);
        as(TestKeys.bootstrap()).delete(SESSION).then().statusCode(404);
    }

    @Test
    void diesWithItsKey() {
        String key = TestKeys.create("auditor");
        String session = begin(key);
        page(session).get(AUDIT).then().statusCode(200);

        as(TestKeys.bootstrap())
                .delete("/admin/v1/keys/" + key.substring(8, 18))
                .then()
                .statusCode(200);

        page(session).get(AUDIT).then().statusCode(401);
    }

    @Test
    void isRecordedFromItsBeginningToItsEnd() {
        String key = TestKeys.create("auditor");
        String session = begin(key);
        page(session).get(AUDIT);
        page(session).delete(SESSION);

        as(TestKeys.bootstrap())
                .get("/admin/v1/audit?actor=key:" + key.substring(8, 18))
                .then()
                .body("entries.action", contains("session.end", "audit.read", "session.begin"))
                .body("entries.actor.credential", contains("session", "session", "api_key"))
                .body("entries.target", hasItem(key.substring(8, 18)));
    }

    @Test
    void thePageLetsNothingInFromElsewhere() {
        for (String path : List.of("/console", "/console/", "/console/audit")) {
            Response page = given().get(path);
            assertEquals(200, page.statusCode(), path);
            String policy = page.header("Content-Security-Policy");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertFalse(page.asString().contains("{script}"), page.asString());
        }
        given().get("/console/a/b").then().statusCode(404);
    }
}
