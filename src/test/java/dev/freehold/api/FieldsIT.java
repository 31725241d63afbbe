package dev.freehold.api;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of the generating endpoints at its limits, one past them, and of the wrong type. */
@QuarkusTest
class FieldsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> REFUSALS = Set.of(400, 404);

    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private Response post(String path, String body) {
        return as(key).contentType(ContentType.JSON)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "completions", "embeddings", "responses", "messages"})
    void takesWhatIsWithinLimitsAndNamesWhatIsNot(String name) throws Exception {
        FieldTable table = FieldTable.read(name);
        List<String> complaints = new ArrayList<>();
        for (FieldTable.Request request : table.requests()) {
            Response answer = post(table.path(), request.body());
            complaint(request, answer)
                    .ifPresent(wrong -> complaints.add("%s: %d %s for %s"
                            .formatted(wrong, answer.statusCode(), cut(answer.asString()), cut(request.body()))));
        }
        assertEquals(List.of(), complaints, () -> String.join("\n", complaints));
        assertTrue(table.requests().size() > 25, "only " + table.requests().size());
    }

    private static Optional<String> complaint(FieldTable.Request request, Response answer) throws Exception {
        if (request.refusedFor().isEmpty()) {
            return answer.statusCode() == 200 ? Optional.empty() : Optional.of("refused");
        }
        String field = request.refusedFor().get();
        if (!REFUSALS.contains(answer.statusCode())) {
            return Optional.of("not refused for " + field);
        }
        return names(JSON.readTree(answer.asString()), field)
                ? Optional.empty()
                : Optional.of("does not name " + field);
    }

    /** Anthropic's errors have no place for the field but the message. */
    private static boolean names(JsonNode body, String field) {
        JsonNode error = body.path("error");
        return body.path("type").asText().equals("error")
                ? error.path("message").asText().contains(field)
                : error.path("param").asText().equals(field)
                        && error.path("type").isTextual()
                        && error.has("code");
    }

    private static String cut(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "completions", "embeddings", "responses", "messages"})
    void aBodyThatIsNoCleanJsonObjectIsRefused(String name) throws Exception {
        FieldTable table = FieldTable.read(name);
        String good = table.with("\"user\":null").replace("\"user\":null,", "");
        for (String body : List.of(
                "",
                "{",
                "null",
                "[" + good + "]",
                "\"text\"",
                good + good,
                good.substring(0, good.length() - 1),
                table.with("\"model\":\"freehold-guide\""),
                table.with("\"metadata\":{\"a\":\"b\",\"a\":\"c\"}"),
                table.with("\"user\":\"\\ud800\""),
                table.with("\"user\":\"\\udc00\\ud800\""),
                table.with("\"\\ud800\":\"a\""),
                table.with("\"x\":" + "[".repeat(64) + "]".repeat(64)),
                table.with("\"x\":" + "{\"a\":".repeat(1000) + "1" + "}".repeat(1000)),
                table.with("\"x\":" + "[".repeat(100_000)),
                table.with("\"seed\":" + "9".repeat(65)),
                table.with("\"temperature\":1e" + "9".repeat(70)),
                table.with("\"temperature\":NaN"),
                table.with("\"temperature\":01"),
                table.with("'x':1"),
                table.with("\"" + "x".repeat(257) + "\":1"),
                table.with("\"user\":\"a\tb\""))) {
            JsonNode answer = JSON.readTree(
                    post(table.path(), body).then().statusCode(400).extract().asString());
            assertEquals("invalid_request_error", answer.at("/error/type").asText(), cut(body));
            assertTrue(answer.at("/error/message").asText().length() > 10, cut(body));
        }
    }

    @Test
    void sixteenSchemasInsideOneAnotherFitIntoARequest() {
        String deepest = "{\"type\":\"object\",\"properties\":{\"a\":".repeat(15) + "{\"type\":\"boolean\"}"
                + "},\"required\":[\"a\"],\"additionalProperties\":false}".repeat(15);
        String chat = """
                {"model":"freehold-guide","max_tokens":9,"messages":[{"role":"user","content":"a"}],
                 "response_format":{"type":"json_schema","json_schema":{"name":"deep","schema":%s}}}""";
        post("/v1/chat/completions", chat.formatted(deepest)).then().statusCode(200);
        post("/v1/chat/completions", chat.formatted("{\"properties\":{\"b\":{\"items\":" + deepest + "}}}"))
                .then()
                .statusCode(400)
                .body("error.param", equalTo("response_format.json_schema.schema"));
    }
}
