package dev.freehold.api;

import static dev.freehold.TestKeys.limit;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Headers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What official clients read from an answer besides its body, whatever the answer is. */
@QuarkusTest
class AnswerHeadersIT {
    private static final String CHAT =
            "{\"model\":\"freehold-guide\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
    private static String key = "";
    private static String spent = "";

    private static String body(String name) {
        return switch (name) {
            case "chat" -> CHAT + "}";
            case "stream" -> CHAT + ",\"stream\":true}";
            case "text" -> "{\"model\":\"freehold-guide\",\"prompt\":\"Hello\",\"max_tokens\":2}";
            case "embed" -> "{\"model\":\"freehold-embed\",\"input\":\"Hello\"}";
            case "count" -> "{\"model\":\"freehold-guide\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
            case "tokens" -> "{\"model\":\"freehold-guide\",\"tokens\":[5]}";
            case "no-text" -> "{\"model\":\"nobody\",\"prompt\":\"a\"}";
            case "no-input" -> "{\"model\":\"nobody\",\"input\":\"a\"}";
            case "no-tokens" -> "{\"model\":\"nobody\",\"tokens\":[1]}";
            case "absent" -> CHAT.replace("freehold-guide", "nobody") + "}";
            case "wrong" -> "{\"model\":7}";
            default -> "";
        };
    }

    private static String key(String who) {
        if (key.isEmpty()) {
            key = limited(100);
            spent = limited(0);
        }
        return switch (who) {
            case "caller" -> key;
            case "spent" -> spent;
            case "admin" -> TestKeys.bootstrap();
            default -> "fh_live_nobody";
        };
    }

    private static String limited(long requests) {
        return TestKeys.create(Map.of(
                "name",
                "limited",
                "roles",
                List.of("inference"),
                "limits",
                List.of(limit("requests", "day", requests), limit("total_tokens", "day", 10_000))));
    }

    private static Headers send(String method, String path, String who, String body, int status) {
        var request = given().header("Authorization", "Bearer " + key(who));
        if (!body.equals("none")) {
            request = request.contentType(ContentType.JSON).body(body(body));
        }
        return request.request(method, path).then().statusCode(status).extract().headers();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/chat/completions, chat",
        "POST, /v1/chat/completions, stream",
        "POST, /v1/completions, text",
        "POST, /v1/embeddings, embed",
        "POST, /v1/messages, chat",
        "POST, /v1/messages, stream",
        "POST, /v1/messages/count_tokens, count",
        "POST, /v1/tokenize, text",
        "POST, /tokenize, text",
        "POST, /v1/detokenize, tokens",
        "POST, /detokenize, tokens",
        "GET, /v1/models, none",
        "GET, /v1/models/freehold-guide, none",
        "GET, /v1/usage, none"
    })
    void answersOfModelsSayWhereTheCallerStands(String method, String path, String body) {
        check(send(method, path, "caller", body, 200), path, true);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/chat/completions, caller, wrong, 400, true",
        "POST, /v1/chat/completions, caller, absent, 404, true",
        "POST, /v1/chat/completions, spent, chat, 429, true",
        "POST, /v1/chat/completions, spent, stream, 429, true",
        "POST, /v1/completions, caller, no-text, 404, true",
        "POST, /v1/completions, spent, text, 429, true",
        "POST, /v1/embeddings, caller, no-input, 404, true",
        "POST, /v1/embeddings, spent, embed, 429, true",
        "POST, /v1/messages, caller, wrong, 400, true",
        "POST, /v1/messages, caller, absent, 404, true",
        "POST, /v1/messages, spent, chat, 429, true",
        "POST, /v1/messages, spent, stream, 429, true",
        "POST, /v1/messages/count_tokens, spent, count, 429, true",
        "POST, /v1/tokenize, spent, text, 429, true",
        "POST, /v1/detokenize, caller, no-tokens, 404, true",
        "GET, /v1/models/nobody, caller, none, 404, true",
        "POST, /v1/chat/completions, nobody, chat, 401, false",
        "POST, /v1/messages, nobody, chat, 401, false",
        "POST, /v1/tokenize, nobody, text, 401, false",
        "GET, /v1/chat/completions, caller, none, 405, false",
        "GET, /v1/nothing, caller, none, 404, false",
        "GET, /v1/messages/nothing, caller, none, 404, false",
        "GET, /admin/v1/keys, caller, none, 403, false",
        "GET, /admin/v1/models, nobody, none, 401, false"
    })
    void errorsSayWhetherToTryAgain(String method, String path, String who, String body, int status, boolean isKnown) {
        Headers headers = send(method, path, who, body, status);
        check(headers, path, isKnown);
        assertEquals("false", headers.getValue("x-should-retry"));
    }

    private static void check(Headers headers, String path, boolean isKnown) {
        assertTrue(headers.getValue("x-request-id").startsWith("req_"));
        assertEquals(headers.getValue("x-request-id"), headers.getValue("request-id"));
        assertTrue(headers.getValue("openai-processing-ms").matches("\\d+"));
        boolean isAnthropic = path.startsWith("/v1/messages");
        String of = isAnthropic ? "anthropic-ratelimit-%s-%s" : "x-ratelimit-%2$s-%1$s";
        for (String dimension : List.of("requests", "tokens")) {
            for (String what : List.of("limit", "remaining", "reset")) {
                String name = of.formatted(dimension, what);
                assertEquals(isKnown, headers.hasHeaderWithName(name), name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/admin/v1/keys", "/admin/v1/audit", "/admin/v1/models", "/admin/v1/tenants", "/admin/v1/usage"})
    void administratorsGetTheNameOfTheirRequestToo(String path) {
        check(send("GET", path, "admin", "none", 200), path, false);
    }

    @Test
    void nothingIsSaidToPagesOfOtherOrigins() {
        Headers headers = given().header("Origin", "https://app.example.org")
                .header("Authorization", "Bearer " + key("caller"))
                .get("/v1/models")
                .headers();
        assertEquals(
                List.of(),
                headers.asList().stream()
                        .map(header -> header.getName().toLowerCase(java.util.Locale.ROOT))
                        .filter(name -> name.startsWith("access-control"))
                        .toList());
    }
}
