package dev.freehold.api.admin;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that lead to models, from outside. */
@QuarkusTest
class AliasesIT {
    private static final String NAME = "chat-default";

    private static ValidatableResponse put(String key, String name, Object body) {
        return as(key).contentType(ContentType.JSON)
                .body(body)
                .put("/admin/v1/aliases/" + name)
                .then();
    }

    private static ValidatableResponse ask(String key, String path, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("model", NAME);
        return as(key).contentType(ContentType.JSON).body(body).post(path).then();
    }

    private static String restricted(String... models) {
        return TestKeys.create(
                Map.of("name", "r", "roles", List.of("inference"), "models", List.of(models), "unlimited", true));
    }

    @AfterEach
    void remove() {
        as(TestKeys.bootstrap()).delete("/admin/v1/aliases/" + NAME).then().statusCode(204);
    }

    @Test
    void everyProtocolAnswersWithTheModelThatAnswered() {
        String key = TestKeys.create("inference");
        ask(key, "/v1/completions", Map.of("prompt", "a", "max_tokens", 1)).statusCode(404);
        put(TestKeys.bootstrap(), NAME, Map.of("targets", List.of(Map.of("model", "freehold-guide"))))
                .statusCode(200)
                .body("name", equalTo(NAME))
                .body("targets[0].model", equalTo("freehold-guide"))
                .body("by", equalTo("caller"))
                .body("managed_by", equalTo("api"));

        List<Map<String, String>> messages = List.of(Map.of("role", "user", "content", "hello"));
        ask(key, "/v1/completions", Map.of("prompt", "a", "max_tokens", 1))
                .statusCode(200)
                .body("model", equalTo("freehold-guide"));
        ask(key, "/v1/chat/completions", Map.of("messages", messages, "max_tokens", 1))
                .statusCode(200)
                .body("model", equalTo("freehold-guide"));
        ask(key, "/v1/messages", Map.of("messages", messages, "max_tokens", 1))
                .statusCode(200)
                .body("model", equalTo("freehold-guide"));
        ask(key, "/v1/responses", Map.of("input", "a", "max_output_tokens", 1))
                .statusCode(200)
                .body("model", equalTo("freehold-guide"));
        ask(key, "/v1/tokenize", Map.of("prompt", "a")).statusCode(200);
        as(key).get("/v1/models")
                .then()
                .body("data.find { it.id == 'chat-default' }.root", equalTo("freehold-guide"))
                .body("data.find { it.id == 'freehold-guide' }.root", equalTo("freehold-guide"));
        as(key).get("/v1/models/" + NAME).then().statusCode(200).body("kind", equalTo("generator"));
        as(key).get("/v1/models/" + NAME + "/passport").then().statusCode(200);

        put(TestKeys.bootstrap(), NAME, Map.of("targets", List.of(Map.of("model", "freehold-embed"))))
                .statusCode(200);
        ask(key, "/v1/embeddings", Map.of("input", "a")).statusCode(200).body("model", equalTo("freehold-embed"));
        as(TestKeys.bootstrap())
                .queryParam("kind", "admin")
                .queryParam("text", NAME)
                .get("/admin/v1/audit")
                .then()
                .body("entries[0].action", equalTo("alias.put"))
                .body("entries[0].change", equalTo("to=freehold-embed:1 by=caller"));
    }

    @Test
    void anAliasIsNoWayRoundAKeysModels() {
        put(TestKeys.bootstrap(), NAME, Map.of("targets", List.of(Map.of("model", "freehold-guide"))))
                .statusCode(200);
        Map<String, Object> prompt = Map.of("prompt", "a", "max_tokens", 1);
        ask(restricted("freehold-embed", NAME), "/v1/completions", prompt).statusCode(404);
        ask(restricted("freehold-guide"), "/v1/completions", prompt).statusCode(404);
        ask(restricted("freehold-guide", NAME), "/v1/completions", prompt).statusCode(200);
        as(restricted("freehold-embed", NAME)).get("/v1/models").then().body("data.id", not(hasItem(NAME)));
        as(restricted("freehold-guide")).get("/v1/models").then().body("data.id", not(hasItem(NAME)));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        String key = TestKeys.bootstrap();
        Map<String, Object> target = Map.of("model", "freehold-guide");
        put(key, NAME, Map.of()).statusCode(400).body("error.param", equalTo("targets"));
        put(key, NAME, Map.of("targets", List.of(target), "to", "x"))
                .statusCode(400)
                .body("error.param", equalTo("to"));
        put(key, NAME, Map.of("targets", List.of(Map.of("model", "a b"))))
                .statusCode(400)
                .body("error.param", equalTo("targets[0].model"));
        put(key, NAME, Map.of("targets", List.of(target), "by", "moon"))
                .statusCode(400)
                .body("error.param", equalTo("by"));
        put(key, NAME, Map.of("targets", List.of(target), "pins", Map.of("acme", "")))
                .statusCode(400)
                .body("error.param", equalTo("pins.acme"));
        put(key, "freehold-guide", Map.of("targets", List.of(target))).statusCode(409);
        put(TestKeys.create("admin"), NAME, Map.of("targets", List.of(target))).statusCode(403);
        put(
                        key,
                        NAME,
                        Map.of(
                                "targets", List.of(target),
                                "shadow", Map.of("model", "freehold-guide", "percent", 5),
                                "pins", Map.of("acme", "freehold-guide")))
                .statusCode(200);
        as(key).get("/admin/v1/aliases")
                .then()
                .body("aliases.find { it.name == 'chat-default' }.shadow.percent", equalTo(5))
                .body("aliases.find { it.name == 'chat-default' }.pins.acme", equalTo("freehold-guide"))
                .body("aliases.find { it.name == 'nothing' }", nullValue());
    }
}
