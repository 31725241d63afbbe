package dev.freehold.api.admin;

import static dev.freehold.TestKeys.as;
import static dev.freehold.TestKeys.limit;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits of every scope, and what was used of them. */
@QuarkusTest
class LimitsIT {

    private static String key(String project) {
        return TestKeys.create(
                Map.of("name", "limits", "project", project, "roles", List.of("inference"), "unlimited", true));
    }

    private static ValidatableResponse put(String scope, Object body) {
        return as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .queryParam("scope", scope)
                .body(body)
                .put("/admin/v1/limits")
                .then();
    }

    private static ValidatableResponse get(String scope) {
        return as(TestKeys.bootstrap())
                .queryParam("scope", scope)
                .get("/admin/v1/limits")
                .then();
    }

    private static ValidatableResponse complete(String key, int maxTokens) {
        return as(key).contentType(ContentType.JSON)
                .body(Map.of("model", "freehold-guide", "prompt", "Freehold", "max_tokens", maxTokens))
                .post("/v1/completions")
                .then();
    }

    private static ValidatableResponse embed(String key) {
        return as(key).contentType(ContentType.JSON)
                .body(Map.of("model", "freehold-embed", "input", "one two"))
                .post("/v1/embeddings")
                .then();
    }

    @Test
    void aProjectsLimitCountsForAllItsKeysAtOnce() {
        String one = key("shared");
        String two = key("shared");
        String elsewhere = key("elsewhere");
        complete(one, 1).statusCode(200).header("x-ratelimit-limit-requests", nullValue());
        put("project:default/shared", Map.of("limits", List.of(limit("requests", "month", 2))))
                .statusCode(200)
                .body("scope", equalTo("project:default/shared"))
                .body("limits[0].amount", equalTo(2));

        complete(one, 1)
                .statusCode(200)
                .header("x-ratelimit-limit-requests", "2")
                .header("x-ratelimit-remaining-requests", "1");
        complete(two, 1).statusCode(200).header("x-ratelimit-remaining-requests", "0");
        complete(one, 1)
                .statusCode(429)
                .header("x-should-retry", "false")
                .header("x-ratelimit-remaining-requests", "0")
                .body("error.code", equalTo("insufficient_quota"))
                .body("error.message", containsString("requests per month for project shared: limit 2, used 2"));
        complete(elsewhere, 1).statusCode(200);
    }

    @Test
    void aLimitOnOneModelIsShownAndCountedWithThatModelOnly() {
        String key = TestKeys.create(Map.of(
                "name",
                "models",
                "roles",
                List.of("inference"),
                "limits",
                List.of(
                        Map.of("dimension", "requests", "window", "day", "amount", 1, "model", "freehold-guide"),
                        limit("requests", "month", 50))));

        complete(key, 1).statusCode(200).header("x-ratelimit-limit-requests", "1");
        complete(key, 1).statusCode(429).header("x-ratelimit-limit-requests", "1");
        embed(key)
                .statusCode(200)
                .header("x-ratelimit-limit-requests", "50")
                .header("x-ratelimit-remaining-requests", "48");
        as(key).get("/v1/models").then().header("x-ratelimit-limit-requests", "50");
    }

    @Test
    void aStreamShowsWhereItsCallerStandsToo() {
        String key = TestKeys.create(Map.of(
                "name", "stream", "roles", List.of("inference"), "limits", List.of(limit("requests", "month", 9))));

        as(key).contentType(ContentType.JSON)
                .body(Map.of("model", "freehold-guide", "prompt", "Freehold", "max_tokens", 2, "stream", true))
                .post("/v1/completions")
                .then()
                .statusCode(200)
                .header("x-ratelimit-remaining-requests", "8");
    }

    @Test
    void aChangeCountsAtOnceAndIsRecorded() {
        String key = key("changing");
        put("project:default/changing", Map.of("limits", List.of(limit("requests", "month", 1))));
        complete(key, 1).statusCode(200);
        complete(key, 1).statusCode(429);

        String request = put(
                        "project:default/changing",
                        Map.of(
                                "limits",
                                List.of(
                                        limit("requests", "month", 2),
                                        Map.of("dimension", "concurrency", "amount", 3),
                                        Map.of(
                                                "dimension",
                                                "total_tokens",
                                                "window",
                                                "day",
                                                "amount",
                                                1000,
                                                "model",
                                                "freehold-guide"))))
                .statusCode(200)
                .extract()
                .header("x-request-id");

        complete(key, 1).statusCode(200);
        complete(key, 1).statusCode(429);
        assertEquals(
                List.of("requests/month=2 concurrency=3 total_tokens/day@freehold-guide=1000"),
                as(TestKeys.bootstrap())
                        .get("/admin/v1/audit?action=limits.replace&request=" + request)
                        .jsonPath()
                        .getList("entries.change"));
        get("project:default/changing")
                .statusCode(200)
                .body("limits.find { it.model == 'freehold-guide' }.amount", equalTo(1000));
        put("project:default/changing", Map.of("unlimited", true)).statusCode(200);
        get("project:default/changing").body("unlimited", equalTo(true)).body("limits", equalTo(List.of()));
        complete(key, 1).statusCode(200);
    }

    @Test
    void wrongLimitsNameTheField() {
        record Case(String scope, Object body, int status, String param) {}
        Map<String, Object> fine = Map.of("limits", List.of(limit("requests", "day", 1)));
        for (Case wrong : List.of(
                new Case("", fine, 400, "scope"),
                new Case("everything", fine, 400, "scope"),
                new Case("project:default", fine, 400, "scope"),
                new Case("project:default/a", Map.of(), 400, "limits"),
                new Case("project:default/a", Map.of("limits", List.of()), 400, "limits"),
                new Case("project:default/a", Map.of("limits", "none"), 400, "limits"),
                new Case(
                        "project:default/a",
                        Map.of("unlimited", true, "limits", List.of(limit("requests", "day", 1))),
                        400,
                        "unlimited"),
                new Case(
                        "project:default/a",
                        Map.of("limits", List.of(limit("smiles", "day", 1))),
                        400,
                        "limits[0].dimension"),
                new Case(
                        "project:default/a",
                        Map.of("limits", List.of(limit("requests", "day", -1))),
                        400,
                        "limits[0].amount"),
                new Case(
                        "project:default/a",
                        Map.of(
                                "limits",
                                List.of(Map.of(
                                        "dimension",
                                        "requests",
                                        "window",
                                        "day",
                                        "amount",
                                        1,
                                        "model",
                                        "no such name"))),
                        400,
                        "limits[0].model"),
                new Case(
                        "project:default/a",
                        Map.of("limits", List.of(limit("requests", "day", 1), limit("requests", "day", 2))),
                        400,
                        "limits[1]"))) {
            put(wrong.scope(), wrong.body()).statusCode(wrong.status()).body("error.param", equalTo(wrong.param()));
        }
        get("project:default/a").statusCode(404);
        put("caller:default/key:aaaaaaaaaa", fine).statusCode(404);
        as(TestKeys.create("inference", "operator", "auditor"))
                .get("/admin/v1/limits?scope=organisation:default")
                .then()
                .statusCode(403);
    }

    @Test
    void aCallerSeesItsLimitsAndWhatIsLeft() {
        String key = TestKeys.create(Map.of(
                "name",
                "own",
                "project",
                "own",
                "roles",
                List.of("inference"),
                "limits",
                List.of(limit("requests", "minute", 60), Map.of("dimension", "concurrency", "amount", 4))));
        put("project:default/own", Map.of("limits", List.of(limit("total_tokens", "month", 100_000))));
        int used = complete(key, 3).statusCode(200).extract().path("usage.total_tokens");

        JsonPath usage =
                as(key).get("/v1/usage").then().statusCode(200).extract().jsonPath();

        assertEquals("own", usage.getString("project"));
        assertEquals(List.of("project", "caller", "caller"), usage.getList("limits.scope"));
        assertEquals(used, usage.getInt("limits[0].used"));
        assertEquals(100_000 - used, usage.getInt("limits[0].remaining"));
        assertEquals(1, usage.getInt("limits.find { it.dimension == 'requests' }.used"));
        double reset = usage.getDouble("limits.find { it.dimension == 'requests' }.resets_in_seconds");
        assertTrue(reset > 0 && reset <= 1, "after " + reset + " s");
        assertEquals(0, usage.getInt("limits.find { it.dimension == 'concurrency' }.used"));
        as(TestKeys.create("auditor")).get("/v1/usage").then().statusCode(403);
    }

    @Test
    void usageIsAddedUpExactlyForThoseWhoAsk() {
        String key = key("billed");
        int total = 0;
        for (int tokens : new int[] {1, 2, 3}) {
            total += complete(key, tokens).statusCode(200).extract().<Integer>path("usage.total_tokens");
        }
        total += embed(key).statusCode(200).extract().<Integer>path("usage.total_tokens");
        complete(key, 1_000_000).statusCode(400);

        String report = "/admin/v1/usage?group_by=project,tenant";
        JsonPath usage = as(TestKeys.bootstrap())
                .get(report)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(4, usage.getInt("usage.find { it.project == 'billed' }.requests"));
        assertEquals(total, usage.getInt("usage.find { it.project == 'billed' }.total_tokens"));
        assertEquals("default", usage.getString("usage.find { it.project == 'billed' }.tenant"));

        for (String csv : List.of(
                as(TestKeys.bootstrap()).get(report + "&format=csv").asString(),
                as(TestKeys.bootstrap()).accept("text/csv").get(report).asString())) {
            assertTrue(
                    csv.startsWith("project,tenant,requests,input_tokens,output_tokens,total_tokens,energy_joules\r\n"),
                    csv);
            assertTrue(
                    csv.lines()
                            .anyMatch(line -> line.matches("billed,default,4,\\d+,\\d+,"
                                    + usage.getInt("usage.find { it.project == 'billed' }.total_tokens") + ",0\\.0")),
                    csv);
        }
    }

    @Test
    void wrongReportsAreNamed() {
        for (String query : List.of(
                "from=yesterday",
                "to=2026-02-30",
                "to=2020-01-01",
                "group_by=",
                "group_by=day,day",
                "group_by=secret_hash",
                "format=pdf",
                "who=me")) {
            as(TestKeys.bootstrap())
                    .get("/admin/v1/usage?" + query)
                    .then()
                    .statusCode(400)
                    .body("error.param", equalTo(query.substring(0, query.indexOf('='))));
        }
        as(TestKeys.create("operator")).get("/admin/v1/usage").then().statusCode(403);
    }
}
