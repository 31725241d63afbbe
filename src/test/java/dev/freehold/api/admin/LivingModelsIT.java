package dev.freehold.api.admin;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.StreamingCrowd;
import dev.freehold.SwappedModel;
import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models that come, change and go while calls run. */
@QuarkusTest
class LivingModelsIT {
    private static final String NAME = "living/guide";
    private static final int CLIENTS = 8;
    private static final int SWAPS = 5;

    @TestHTTPResource("/")
    URI gateway = URI.create("/");

    @ConfigProperty(name = "freehold.home")
    Path home = Path.of(".");

    private SwappedModel model;

    @BeforeEach
    void putModel() throws Exception {
        model = SwappedModel.copy(home, NAME);
    }

    @AfterEach
    void takeModelAway() throws Exception {
        change("unload");
        model.delete();
    }

    private static ValidatableResponse change(String what) {
        return as(TestKeys.bootstrap())
                .post("/admin/v1/models/" + NAME + "/" + what)
                .then();
    }

    private static ValidatableResponse ask(String key) {
        return as(key).contentType(ContentType.JSON)
                .body(Map.of("model", NAME, "prompt", "Freehold", "max_tokens", 1))
                .post("/v1/completions")
                .then();
    }

    private static JsonPath changes() {
        return as(TestKeys.bootstrap())
                .queryParam("kind", "admin")
                .queryParam("text", NAME)
                .queryParam("limit", 3)
                .get("/admin/v1/audit")
                .jsonPath();
    }

    @Test
    void aModelComesAndGoesWithoutARestart() {
        String key = TestKeys.create("inference");
        ask(key).statusCode(404);
        String digest = change("load")
                .statusCode(200)
                .body("state", equalTo("serving"))
                .body("load_millis", greaterThan(0))
                .body("memory_bytes", greaterThan(100_000))
                .body("slots", greaterThanOrEqualTo(1))
                .body("in_use", equalTo(0))
                .extract()
                .path("digest");
        ask(key).statusCode(200);
        as(key).get("/v1/models").then().body("data.id", hasItem(NAME));
        assertEquals("model.load", changes().getString("entries[0].action"));
        assertEquals(NAME, changes().getString("entries[0].target"));
        assertEquals("digest=" + digest, changes().getString("entries[0].change"));

        String loadedAt = change("load").statusCode(200).extract().path("loaded_at");
        assertEquals(loadedAt, change("load").extract().path("loaded_at"), "what answers already is not loaded again");
        assertNotEquals(loadedAt, change("reload").extract().path("loaded_at"));

        change("unload").statusCode(200).body("state", equalTo("unloaded")).body("digest", equalTo(digest));
        ask(key).statusCode(404).body("error.code", equalTo("model_not_found"));
        as(key).get("/v1/models").then().body("data.id", not(hasItem(NAME)));
        change("unload").statusCode(200).body("state", equalTo("unloaded"));
        assertEquals("model.unload", changes().getString("entries[0].action"));
        assertEquals("was=" + digest, changes().getString("entries[0].change"));
        assertEquals("model.reload", changes().getString("entries[1].action"));
    }

    @Test
    void whatCannotBeLoadedChangesNothing() throws Exception {
        String key = TestKeys.create("inference");
        String digest = change("load").statusCode(200).extract().path("digest");
        model.withoutHalf(() -> {
            change("reload")
                    .statusCode(409)
                    .body("error.message", startsWith("It was not loaded: "))
                    .body("error.message", containsString("What served before still does."));
            ask(key).statusCode(200);
            as(TestKeys.bootstrap())
                    .get("/admin/v1/models")
                    .then()
                    .body("refused.folder", hasItem(NAME))
                    .body("models.find { it.id == '%s' }.digest".formatted(NAME), equalTo(digest));
        });
        change("reload").statusCode(200).body("digest", equalTo(digest));
        as(TestKeys.bootstrap()).get("/admin/v1/models").then().body("refused.folder", not(hasItem(NAME)));
    }

    @Test
    void onlyOperatorsOfTheRootOrganisationChangeModels() {
        as(TestKeys.create("admin"))
                .post("/admin/v1/models/" + NAME + "/load")
                .then()
                .statusCode(403);
        as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body("{\"id\":\"living\"}")
                .post("/admin/v1/tenants");
        String theirs = TestKeys.create(
                Map.of("name", "theirs", "tenant", "living", "roles", List.of("operator"), "unlimited", true));
        for (String what : List.of("load", "reload", "unload")) {
            as(theirs).post("/admin/v1/models/" + NAME + "/" + what).then().statusCode(403);
        }
        as(TestKeys.bootstrap()).post("/admin/v1/models/nothing/load").then().statusCode(404);
        as(TestKeys.bootstrap()).post("/admin/v1/models/nothing/unload").then().statusCode(404);
        as(TestKeys.bootstrap()).post("/admin/v1/models/%20/load").then().statusCode(404);
    }

    @Test
    void noStreamFailsWhileItsModelIsSwapped() throws Exception {
        Set<String> digests = new HashSet<>();
        digests.add(change("load").statusCode(200).extract().path("digest"));
        String key = TestKeys.create("inference");
        StreamingCrowd crowd = new StreamingCrowd(gateway, key, NAME, CLIENTS, 60);
        try {
            for (int swap = 0; swap < SWAPS; swap++) {
                int before = crowd.answered();
                model.swap(swap);
                digests.add(change("load").statusCode(200).extract().path("digest"));
                while (crowd.answered() < before + CLIENTS && crowd.complaints().isEmpty()) {
                    Thread.sleep(5);
                }
            }
        } finally {
            crowd.finish();
        }
        assertEquals(List.of(), crowd.complaints());
        assertTrue(crowd.answered() >= SWAPS * CLIENTS, () -> crowd.answered() + " answers");
        assertEquals(2, digests.size());
        assertEquals(digests, servedDigests(key));
        as(TestKeys.bootstrap())
                .get("/admin/v1/models")
                .then()
                .body("models.find { it.id == '%s' }.in_use".formatted(NAME), equalTo(0));
    }

    /** What the log says served, which for each call is the same at its beginning and its end. */
    private static Set<String> servedDigests(String key) {
        List<Map<String, Object>> entries = as(TestKeys.bootstrap())
                .queryParam("actor", "key:" + key.substring("fh_live_".length(), "fh_live_".length() + 10))
                .queryParam("limit", 1000)
                .get("/admin/v1/audit")
                .jsonPath()
                .getList("entries");
        Map<String, String> calls = new HashMap<>();
        for (Map<String, Object> entry : entries) {
            String digest = JsonPath.from(new JsonObject(entry).encode()).getString("model.digest");
            String other = calls.putIfAbsent(String.valueOf(entry.get("request")), digest);
            assertTrue(other == null || other.equals(digest), "one call, two models");
        }
        return Set.copyOf(calls.values());
    }
}
