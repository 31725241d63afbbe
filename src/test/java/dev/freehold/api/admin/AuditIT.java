package dev.freehold.api.admin;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an auditor may look for and count. */
@QuarkusTest
class AuditIT {
    private static final String AUDIT = "/admin/v1/audit";

    private static JsonPath get(String key, String path) {
        return as(key).get(AUDIT + path).then().statusCode(200).extract().jsonPath();
    }

    private static String auditorOf(String tenant) {
        as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body(Map.of("id", tenant, "name", tenant))
                .post("/admin/v1/tenants")
                .then()
                .statusCode(201);
        return TestKeys.create(Map.of(
                "name",
                "auditor",
                "tenant",
                tenant,
                "project",
                "audits",
                "roles",
                List.of("auditor"),
                "unlimited",
                true));
    }

    @Test
    void countsWhatTheListShows() {
        String key = TestKeys.create("operator");
        for (int i = 0; i < 3; i++) {
            as(key).get("/v1/usage").then().statusCode(403);
        }
        String mine = get(TestKeys.bootstrap(), "?kind=deny&status=403&limit=1").getString("entries[0].actor.id");
        String filter = "?status=403&actor=" + mine;
        assertEquals(3, get(TestKeys.bootstrap(), filter).getList("entries").size());

        JsonPath facets = get(TestKeys.bootstrap(), "/facets" + filter);
        assertEquals(3, facets.getLong("total"));
        assertEquals(List.of("forbidden"), facets.getList("facets.outcome.values.value"));
        assertEquals(List.of(3), facets.getList("facets.status.values.entries"));
        assertEquals(0, facets.getInt("facets.outcome.others"));

        JsonPath histogram = get(TestKeys.bootstrap(), "/histogram" + filter + "&buckets=5");
        assertEquals(
                3,
                histogram.getList("buckets.entries", Long.class).stream()
                        .mapToLong(Long::longValue)
                        .sum());
        assertTrue(histogram.getList("buckets").size() <= 5);
    }

    @Test
    void findsTextInWhateverCase() {
        String target = as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name", "Zebra Crossing", "project", "tests", "roles", List.of("inference"), "unlimited", true))
                .post("/admin/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        JsonPath found = get(TestKeys.bootstrap(), "?text=zebra cross");
        assertEquals(List.of(target), found.getList("entries.target"));
        assertEquals(List.of("key.create"), found.getList("entries.action"));
        assertEquals(
                0, get(TestKeys.bootstrap(), "?text=zebra%").getList("entries").size());
    }

    @Test
    void anAuditorOfOneTenantLearnsNothingOfOthers() {
        String key = auditorOf("umbrella");
        as(key).get("/v1/usage").then().statusCode(403);
        for (String filter : List.of("", "?text=default", "?actor=bootstrap")) {
            JsonPath facets = get(key, "/facets" + filter);
            assertTrue(List.of(List.of("umbrella"), List.of()).contains(facets.getList("facets.tenant.values.value")));
        }
        assertTrue(get(key, "/facets").getLong("total") > 0);
        assertFalse(get(key, "").getList("entries.actor.tenant").contains("default"));
        long all = get(TestKeys.bootstrap(), "/facets").getLong("total");
        long counted = get(key, "/histogram").getList("buckets.entries", Long.class).stream()
                .mapToLong(Long::longValue)
                .sum();
        assertTrue(counted < all, counted + " of " + all);
    }

    @Test
    void askingForAnotherTenantShowsTheOwn() {
        String key = auditorOf("hooli");
        as(key).get("/v1/usage").then().statusCode(403);
        for (String filter : List.of("?tenant=default", "?tenant=hooli", "")) {
            assertEquals(List.of("hooli"), get(key, "/facets" + filter).getList("facets.tenant.values.value"), filter);
        }
    }

    @Test
    void theTailGoesOnWhereItWasLeft() throws Exception {
        String key = TestKeys.create("auditor");
        String mine = "key:" + key.substring(8, 18);
        long newest = get(key, "?limit=1").getLong("entries[0].index");
        String path = "/tail?kind=admin&action=audit.tail&actor=" + mine + "&after=" + newest;
        URI tail = URI.create(RestAssured.baseURI + ":" + RestAssured.port + AUDIT + path);
        HttpRequest request = HttpRequest.newBuilder(tail)
                .header("Authorization", "Bearer " + key)
                .build();

        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines =
                        client.send(request, BodyHandlers.ofLines()).body()) {
            List<String> events = lines.filter(line -> !line.isEmpty()).limit(2).toList();
            assertEquals("data: {\"after\":" + newest + "}", events.getFirst());
            JsonPath entry = JsonPath.from(events.get(1).substring("data: ".length()));
            assertEquals("audit.tail", entry.getString("action"));
            assertEquals(mine, entry.getString("actor.id"));
            assertTrue(entry.getLong("index") > newest);
            client.shutdownNow();
        }
    }

    @Test
    void wrongFiltersAreNamed() {
        for (String query : List.of(
                "?status=99",
                "?text=",
                "?buckets=5",
                "/facets?cursor=5",
                "/facets?limit=0",
                "/tail?after=-1",
                "/tail?after=9223372036854775807",
                "/tail?limit=5",
                "/export?limit=5",
                "/histogram?buckets=0",
                "/histogram?buckets=1001",
                "/histogram?limit=5")) {
            as(TestKeys.bootstrap())
                    .get(AUDIT + query)
                    .then()
                    .statusCode(400)
                    .body("error.param", equalTo(query.substring(query.indexOf('?') + 1, query.indexOf('='))));
        }
    }

    @Test
    void leavesOutAnActionThatIsInTheWay() {
        String key = TestKeys.create("auditor");
        as(key).get("/v1/usage").then().statusCode(403);
        String filter = "?without=audit.read&actor=key:" + key.substring(8, 18);
        get(key, "");
        assertEquals(List.of("request"), get(key, filter).getList("entries.action"));
        assertEquals(1, get(key, "/facets" + filter).getLong("total"));
    }

    @Test
    void countingIsRecordedToo() {
        String request = as(TestKeys.bootstrap()).get(AUDIT + "/facets").header("x-request-id");
        assertEquals(
                List.of("audit.read"),
                get(TestKeys.bootstrap(), "?request=" + request).getList("entries.action"));
    }
}
