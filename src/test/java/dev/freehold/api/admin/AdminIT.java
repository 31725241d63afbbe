package dev.freehold.api.admin;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdminIT {

    private static ValidatableResponse create(String body) {
        return as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/admin/v1/keys")
                .then();
    }

    private static JsonPath audit(String query) {
        return as(TestKeys.bootstrap())
                .get("/admin/v1/audit?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void theFirstKeyIsForItsOwnerOnly() throws Exception {
        Path file = Path.of(ConfigProvider.getConfig().getValue("freehold.home", String.class), "bootstrap-admin.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Map<String, Object> bootstrap = as(TestKeys.bootstrap())
                .get("/admin/v1/keys?created_by=bootstrap")
                .jsonPath()
                .getMap("keys[0]");
        assertEquals("bootstrap", bootstrap.get("name"));
        assertEquals(true, bootstrap.get("unlimited"));
        assertEquals(
                List.of("inference", "operator", "auditor", "admin", "investigator", "privacy"),
                bootstrap.get("roles"));
        assertEquals(1, audit("action=key.bootstrap").getList("entries").size());
    }

    @Test
    void aKeyIsShownOnceAndNeverAgain() {
        String id = create("""
                {"name":"ci","project":"web","roles":["inference"],"models":["freehold-guide"],
                 "expires_at":"2099-01-01T00:00:00Z","limits":[{"dimension":"requests","window":"minute","amount":5}]}""")
                .statusCode(201)
                .body("key", startsWith("fh_live_"))
                .body("project", equalTo("web"))
                .body("limits", hasSize(1))
                .body("unlimited", equalTo(false))
                .extract()
                .path("id");
        as(TestKeys.bootstrap())
                .get("/admin/v1/keys/" + id)
                .then()
                .statusCode(200)
                .body("key", nullValue())
                .body("name", equalTo("ci"))
                .body("expires_at", equalTo("2099-01-01T00:00:00Z"))
                .body("limits[0].amount", equalTo(5));
        as(TestKeys.bootstrap())
                .get("/admin/v1/keys")
                .then()
                .body("keys.id", hasItem(id))
                .body("keys.key", not(hasItem(startsWith("fh_"))));
        assertEquals(List.of(id), audit("action=key.create&limit=1").getList("entries.target"));
    }

    @Test
    void aKeyWithoutLimitsGetsTheDefaultsAndSaysSo() {
        create("{\"name\":\"n\",\"roles\":[\"inference\"]}")
                .statusCode(201)
                .body("unlimited", equalTo(false))
                .body("limits.dimension", hasItems("requests", "total_tokens"))
                .body("expires_at", notNullValue());
    }

    @Test
    void wrongKeyRequestsNameTheField() {
        record Case(String body, String param) {}
        for (Case wrong : List.of(
                new Case("{}", "name"),
                new Case("{\"name\":\"\",\"roles\":[\"inference\"]}", "name"),
                new Case("{\"name\":\"n\"}", "roles"),
                new Case("{\"name\":\"n\",\"roles\":[\"king\"]}", "roles[0]"),
                new Case("{\"name\":\"n\",\"roles\":\"inference\"}", "roles"),
                new Case("{\"name\":\"n\",\"roles\":[\"inference\"],\"models\":[\"../x y\"]}", "models"),
                new Case("{\"name\":\"n\",\"roles\":[\"inference\"],\"expires_at\":\"soon\"}", "expires_at"),
                new Case(
                        "{\"name\":\"n\",\"roles\":[\"inference\"],\"expires_at\":\"2001-01-01T00:00:00Z\"}",
                        "expires_at"),
                new Case("{\"name\":\"n\",\"roles\":[\"inference\"],\"limits\":[{}]}", "limits[0].dimension"),
                new Case(
                        "{\"name\":\"n\",\"roles\":[\"inference\"],\"limits\":[{\"dimension\":\"requests\"}]}",
                        "limits[0].window"),
                new Case(
                        "{\"name\":\"n\",\"roles\":[\"inference\"],\"limits\":[{\"dimension\":\"requests\",\"window\":\"year\",\"amount\":1}]}",
                        "limits[0].window"),
                new Case(
                        "{\"name\":\"n\",\"roles\":[\"inference\"],\"limits\":[{\"dimension\":\"requests\",\"window\":\"day\",\"amount\":-1}]}",
                        "limits[0].amount"))) {
            create(wrong.body()).statusCode(400).body("error.param", equalTo(wrong.param()));
        }
    }

    @Test
    void wrongTenantsProjectsRotationsAndListsNameTheField() {
        record Case(String method, String path, String body, String param) {}
        String keys = "/admin/v1/keys";
        String tenants = "/admin/v1/tenants";
        for (Case wrong : List.of(
                new Case("POST", tenants, "{}", "id"),
                new Case("POST", tenants, "{\"id\":\"a b\"}", "id"),
                new Case("POST", tenants, "{\"id\":7}", "id"),
                new Case("POST", tenants, "{\"id\":\"a\",\"name\":\"\"}", "name"),
                new Case("POST", tenants, "{\"id\":\"a\",\"suspended\":true}", "suspended"),
                new Case("PATCH", tenants + "/default", "{}", "name"),
                new Case("PATCH", tenants + "/default", "{\"suspended\":\"yes\"}", "suspended"),
                new Case("POST", tenants + "/default/projects", "{\"id\":\"..\"}", "id"),
                new Case("POST", keys, "{\"name\":\"n\",\"role\":[\"inference\"]}", "role"),
                new Case(
                        "POST",
                        keys,
                        "{\"name\":\"n\",\"roles\":[\"inference\"],\"networks\":[\"10.0.0.1/8\"]}",
                        "networks[0]"),
                new Case("POST", keys + "/none/rotate", "{\"overlap_seconds\":604801}", "overlap_seconds"),
                new Case("POST", keys + "/none/rotate", "{\"expires_at\":\"soon\"}", "expires_at"),
                new Case("DELETE", keys + "/none?with_those_it_made=maybe", "", "with_those_it_made"),
                new Case("GET", keys + "?limit=0", "", "limit"),
                new Case("GET", keys + "?cursor=x", "", "cursor"),
                new Case("GET", tenants + "?who=me", "", "who"))) {
            as(TestKeys.bootstrap())
                    .contentType(ContentType.JSON)
                    .body(wrong.body())
                    .request(wrong.method(), wrong.path())
                    .then()
                    .statusCode(400)
                    .body("error.param", equalTo(wrong.param()));
        }
    }

    @Test
    void aRepeatedRequestMakesNothingTwice() {
        String body = "{\"name\":\"once\",\"roles\":[\"inference\"]}";
        JsonPath first = marked("/admin/v1/keys", "k-1", body).extract().jsonPath();
        marked("/admin/v1/keys", "k-1", body)
                .header("idempotent-replayed", "true")
                .body("id", equalTo(first.getString("id")))
                .body("key", nullValue())
                .body("limits", hasSize(2));
        as(TestKeys.bootstrap())
                .header("Idempotency-Key", "k-1")
                .contentType(ContentType.JSON)
                .body(body.replace("once", "twice"))
                .post("/admin/v1/keys")
                .then()
                .statusCode(409)
                .body("error.param", equalTo("Idempotency-Key"));
        as(TestKeys.create("admin", "inference"))
                .header("Idempotency-Key", "k-1")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/admin/v1/keys")
                .then()
                .statusCode(201)
                .body("key", notNullValue());

        marked("/admin/v1/tenants", "t-1", "{\"id\":\"repeated\"}").header("idempotent-replayed", nullValue());
        marked("/admin/v1/tenants", "t-1", "{\"id\":\"repeated\"}").body("id", equalTo("repeated"));
        marked("/admin/v1/tenants/repeated/projects", "p-1", "{\"id\":\"web\"}");
        marked("/admin/v1/tenants/repeated/projects", "p-1", "{\"id\":\"web\"}").body("id", equalTo("web"));

        String rotate = "/admin/v1/keys/" + first.getString("id") + "/rotate";
        String secret = as(TestKeys.bootstrap())
                .header("Idempotency-Key", "r-1")
                .post(rotate)
                .then()
                .statusCode(200)
                .extract()
                .path("key");
        as(TestKeys.bootstrap())
                .header("Idempotency-Key", "r-1")
                .post(rotate)
                .then()
                .statusCode(200)
                .body("key", nullValue());
        as(secret).get("/v1/models").then().statusCode(200);
        as(first.getString("key")).get("/v1/models").then().statusCode(200);
    }

    private static ValidatableResponse marked(String path, String mark, String body) {
        return as(TestKeys.bootstrap())
                .header("Idempotency-Key", mark)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(201);
    }

    @Test
    void aRotatedKeyWorksWithBothSecretsAndItsRotationIsRecorded() {
        JsonPath made = create("{\"name\":\"n\",\"roles\":[\"inference\"],\"networks\":[\"127.0.0.0/8\",\"::1\"]}")
                .extract()
                .jsonPath();
        String id = made.getString("id");
        JsonPath rotated = as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body("{\"overlap_seconds\":3600}")
                .post("/admin/v1/keys/" + id + "/rotate")
                .then()
                .statusCode(200)
                .body("previous_secret_ends_at", notNullValue())
                .body("networks", equalTo(List.of("127.0.0.0/8", "0:0:0:0:0:0:0:1/128")))
                .extract()
                .jsonPath();

        for (JsonPath secret : List.of(made, rotated)) {
            as(secret.getString("key")).get("/v1/models").then().statusCode(200);
        }
        JsonPath entries = audit("action=key.rotate&limit=1");
        assertEquals(id, entries.getString("entries[0].target"));
        assertTrue(entries.getString("entries[0].change").startsWith("previous_ends_at="));
        assertFalse(entries.prettify().contains(rotated.getString("key").substring(19)));
    }

    @Test
    void aKeyOpensNothingFromElsewhereAndHeadersChangeNothingAboutThat() {
        String key = create("{\"name\":\"n\",\"roles\":[\"inference\"],\"networks\":[\"192.0.2.0/24\"]}")
                .extract()
                .path("key");
        as(key).get("/v1/models").then().statusCode(403);
        for (String header : List.of("X-Forwarded-For", "X-Real-IP", "Forwarded")) {
            as(key).header(header, header.equals("Forwarded") ? "for=192.0.2.1" : "192.0.2.1")
                    .get("/v1/models")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void revokingAKeyWithThoseItMadeEndsThemAll() {
        String maker = TestKeys.create("admin", "inference");
        String made = as(maker)
                .contentType(ContentType.JSON)
                .body("{\"name\":\"n\",\"roles\":[\"inference\"],\"unlimited\":true}")
                .post("/admin/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        as(made).get("/v1/models").then().statusCode(200);
        as(TestKeys.bootstrap())
                .delete("/admin/v1/keys/" + maker.substring(8, 18) + "?with_those_it_made=true")
                .then()
                .statusCode(200);
        as(made).get("/v1/models").then().statusCode(401);
    }

    @Test
    void keysAreListedPageByPage() {
        for (int i = 0; i < 3; i++) {
            TestKeys.create("inference");
        }
        JsonPath first = as(TestKeys.bootstrap()).get("/admin/v1/keys?limit=2").jsonPath();
        JsonPath second = as(TestKeys.bootstrap())
                .queryParam("limit", 2)
                .queryParam("cursor", first.getString("next_cursor"))
                .get("/admin/v1/keys")
                .jsonPath();
        assertEquals(2, first.getList("keys").size());
        assertTrue(second.getList("keys.id").stream().noneMatch(first.getList("keys.id")::contains));
    }

    @Test
    void theAuditLogTellsTheLifeOfACallAndNotWhatWasSaid() {
        String secret = "zanzibar-secret";
        String key = TestKeys.create("inference");
        String request = as(key).contentType(ContentType.JSON)
                .body(Map.of(
                        "model",
                        "freehold-guide",
                        "max_tokens",
                        2,
                        "messages",
                        List.of(Map.of("role", "user", "content", secret))))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .header("x-request-id");
        JsonPath entries = audit("request=" + request);
        assertEquals(List.of("settle", "admit"), entries.getList("entries.kind"));
        assertEquals(2, entries.getInt("entries[0].tokens.used.output"));
        assertEquals("freehold-guide", entries.getString("entries[0].model.id"));
        assertTrue(entries.getString("entries[0].model.digest").startsWith("sha256:"));
        assertEquals("length", entries.getString("entries[0].outcome"));
        assertTrue(entries.getLong("entries[0].index") > entries.getLong("entries[1].index"));
        assertFalse(entries.prettify().contains(secret));
        assertFalse(entries.prettify().contains(key));
    }

    @Test
    void refusalsAreRecorded() {
        String key = TestKeys.create("auditor");
        String request = as(key).contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/embeddings")
                .header("x-request-id");
        JsonPath entries = audit("request=" + request);
        assertEquals(List.of("deny"), entries.getList("entries.kind"));
        assertEquals("forbidden", entries.getString("entries[0].outcome"));
        assertEquals("/v1/embeddings", entries.getString("entries[0].http.route"));
        assertEquals(403, entries.getInt("entries[0].http.status"));
    }

    @Test
    void pagesThroughTheLogWithoutGapsWhileItGrows() {
        JsonPath first = audit("limit=3");
        List<Long> indices = new java.util.ArrayList<>(first.getList("entries.index", Long.class));
        String cursor = first.getString("next_cursor");
        while (cursor != null && indices.size() < 12) {
            JsonPath page = audit("limit=3&cursor=" + cursor);
            indices.addAll(page.getList("entries.index", Long.class));
            cursor = page.getString("next_cursor");
        }
        for (int i = 1; i < indices.size(); i++) {
            assertEquals(indices.get(i - 1) - 1, indices.get(i));
        }
    }

    @Test
    void wrongFiltersAreNamed() {
        for (String query :
                List.of("limit=0", "limit=1001", "cursor=x", "kind=gossip", "from=yesterday", "to=1", "who=me")) {
            as(TestKeys.bootstrap())
                    .get("/admin/v1/audit?" + query)
                    .then()
                    .statusCode(400)
                    .body("error.param", equalTo(query.substring(0, query.indexOf('='))));
        }
    }

    @Test
    void operatorsChangeHowMuchFreeholdWritesToTheLog() {
        String operator = TestKeys.create("operator");
        Logger logger = Logger.getLogger("dev.freehold.example");
        assertFalse(logger.isLoggable(Level.FINE));

        for (String body : List.of(
                "{\"category\":\"io.vertx\",\"level\":\"debug\"}",
                "{\"category\":\"dev.freeholder\",\"level\":\"debug\"}",
                "{\"category\":\"dev.freehold\",\"level\":\"trace\"}",
                "{\"level\":\"debug\"}")) {
            as(operator)
                    .contentType(ContentType.JSON)
                    .body(body)
                    .put("/admin/v1/log-levels")
                    .then()
                    .statusCode(400);
        }
        as(operator)
                .contentType(ContentType.JSON)
                .body("{\"category\":\"dev.freehold.example\",\"level\":\"debug\"}")
                .put("/admin/v1/log-levels")
                .then()
                .statusCode(200);
        assertTrue(logger.isLoggable(Level.FINE));
        as(operator).get("/admin/v1/log-levels").then().body("levels[0].level", equalTo("debug"));
        assertEquals("level=debug", audit("action=log.level&limit=1").getString("entries[0].change"));

        as(operator)
                .contentType(ContentType.JSON)
                .body("{\"category\":\"dev.freehold.example\"}")
                .put("/admin/v1/log-levels")
                .then()
                .statusCode(200);
        assertFalse(logger.isLoggable(Level.FINE));
        as(operator).get("/admin/v1/log-levels").then().body("levels", hasSize(0));
    }

    @Test
    void operatorsSeeWhatIsLoaded() {
        as(TestKeys.create("operator"))
                .get("/admin/v1/models")
                .then()
                .statusCode(200)
                .body("models.id", hasItems("freehold-guide", "freehold-embed"))
                .body("models.digest", hasItem(containsString("sha256:")));
    }
}
