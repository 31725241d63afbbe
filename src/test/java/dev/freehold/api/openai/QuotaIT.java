package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static dev.freehold.TestKeys.limit;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QuotaIT {

    private static String limited(List<Map<String, Object>> limits) {
        return TestKeys.create(Map.of("name", "limited", "roles", List.of("inference"), "limits", limits));
    }

    private static ValidatableResponse chat(String key, int maxTokens) {
        return as(key).contentType(ContentType.JSON)
                .body(Map.of(
                        "model",
                        "freehold-guide",
                        "max_tokens",
                        maxTokens,
                        "messages",
                        List.of(Map.of("role", "user", "content", "Hello"))))
                .post("/v1/chat/completions")
                .then();
    }

    @Test
    void refusesTheCallThatWouldExceedAndSaysWhenToComeBack() {
        String key = limited(List.of(limit("requests", "minute", 2)));
        chat(key, 1)
                .statusCode(200)
                .header("x-ratelimit-limit-requests", "2")
                .header("x-ratelimit-remaining-requests", "1");
        chat(key, 1).statusCode(200).header("x-ratelimit-remaining-requests", "0");
        chat(key, 1)
                .statusCode(429)
                .header("retry-after", matchesPattern("[1-3]?[0-9]"))
                .header("retry-after-ms", matchesPattern("\\d+"))
                .header("x-ratelimit-remaining-requests", "0")
                .body("error.code", equalTo("rate_limit_exceeded"))
                .body("error.message", containsString("requests"));
    }

    @Test
    void aDaysLimitTellsClientsNotToRetry() {
        String key = limited(List.of(limit("requests", "day", 1)));
        chat(key, 1).statusCode(200);
        chat(key, 1)
                .statusCode(429)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("insufficient_quota"));
    }

    @Test
    void reservesPromptAndMaxTokensAndGivesTheRestBack() {
        String key = limited(List.of(limit("total_tokens", "day", 1000)));
        int used = chat(key, 400).statusCode(200).extract().path("usage.total_tokens");
        assertTrue(used < 400, "the answer took all " + used + " tokens");
        chat(key, 1000 - used).statusCode(429);
        String remaining = chat(key, 1).statusCode(200).extract().header("x-ratelimit-remaining-tokens");
        assertTrue(Integer.parseInt(remaining) <= 1000 - used, "remaining " + remaining + " after using " + used);
    }

    @Test
    void withoutMaxTokensItGeneratesWhatTheLimitAllows() {
        String key = limited(List.of(limit("output_tokens", "day", 3)));
        as(key).contentType(ContentType.JSON)
                .body(Map.of(
                        "model",
                        "freehold-guide",
                        "temperature",
                        0,
                        "messages",
                        List.of(Map.of("role", "user", "content", "What is Freehold?"))))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .body("usage.completion_tokens", equalTo(3))
                .body("choices[0].finish_reason", equalTo("length"));
    }

    @Test
    void refusedRequestsTakeNothing() {
        String key = limited(List.of(limit("requests", "day", 2), limit("total_tokens", "day", 200)));
        for (int i = 0; i < 5; i++) {
            chat(key, 500).statusCode(429);
        }
        as(key).contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(400);
        chat(key, 1).statusCode(200);
        chat(key, 1).statusCode(200);
        chat(key, 1).statusCode(429);
    }

    @Test
    void neverAdmitsMoreThanTheLimitSideBySide() throws Exception {
        String key = limited(List.of(limit("requests", "day", 7)));
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            calls.add(() -> chat(key, 2).extract().statusCode());
        }
        try (ExecutorService clients = Executors.newFixedThreadPool(12)) {
            int admitted = 0;
            for (Future<Integer> status : clients.invokeAll(calls)) {
                admitted += status.get() == 200 ? 1 : 0;
            }
            assertEquals(7, admitted);
        }
    }

    @Test
    void embeddingsTakeInputTokens() {
        String key = limited(List.of(limit("input_tokens", "day", 8)));
        int used = embed(key, "one two").statusCode(200).extract().path("usage.prompt_tokens");
        embed(key, "one two ".repeat(8)).statusCode(429);
        assertTrue(used > 0 && used <= 8);
    }

    private static ValidatableResponse embed(String key, String text) {
        return as(key).contentType(ContentType.JSON)
                .body(Map.of("model", "freehold-embed", "input", text))
                .post("/v1/embeddings")
                .then();
    }
}
