package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BadInputIT {
    @TestHTTPResource
    String address = "";

    private static final List<String> POSTS = List.of(
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/embeddings",
            "/v1/rerank",
            "/v1/classify",
            "/v1/moderations",
            "/v1/token_classify");

    @Test
    void malformedJsonIsTheCallersFault() {
        String key = TestKeys.create("inference");
        for (String path : POSTS) {
            for (String body : List.of(
                    "",
                    "{",
                    "null",
                    "[]",
                    "\"text\"",
                    "{\"model\":\"freehold-guide\"} trailing",
                    "{\"model\":\"a\",\"model\":\"b\"}",
                    "{\"model\":\"\\ud800\"}",
                    "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}",
                    "{\"n\":" + "9".repeat(1000) + "}")) {
                as(key).contentType(ContentType.JSON)
                        .body(body.getBytes(StandardCharsets.UTF_8))
                        .post(path)
                        .then()
                        .statusCode(400)
                        .body("error.type", equalTo("invalid_request_error"))
                        .body("error.message", notNullValue());
            }
        }
    }

    @Test
    void saysThatTheOperatorNamedNoModelForModeration() {
        as(TestKeys.create("inference"))
                .contentType(ContentType.JSON)
                .body("{\"input\":\"Hello\"}")
                .post("/v1/moderations")
                .then()
                .statusCode(404)
                .body("error.param", equalTo("model"))
                .body("error.message", startsWith("No model is configured for moderation"));
    }

    @Test
    void bytesThatAreNotUtf8AreTheCallersFault() {
        as(TestKeys.create("inference"))
                .contentType(ContentType.JSON)
                .body(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'})
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsRead() {
        for (String path : POSTS) {
            as(TestKeys.create("inference"))
                    .contentType(ContentType.JSON)
                    .body(new byte[5 * 1024 * 1024])
                    .post(path)
                    .then()
                    .statusCode(413)
                    .body("error.code", equalTo("payload_too_large"));
        }
    }

    @Test
    void aBodyWithoutADeclaredLengthIsCutOffAtTheLimit() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "v1/chat/completions"))
                .header("Authorization", "Bearer " + TestKeys.create("inference"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[5 * 1024 * 1024])))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(413, answer.statusCode());
            assertTrue(answer.body().contains("payload_too_large"), answer.body());
        }
    }

    @Test
    void aBodyWithoutADeclaredLengthIsReadWhenItIsSmall() throws Exception {
        String body = """
                {"model":"freehold-guide","prompt":"a","max_tokens":1}""";
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "v1/completions"))
                .header("Authorization", "Bearer " + TestKeys.create("inference"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(
                    200,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void otherContentTypesAreRefused() {
        as(TestKeys.create("inference"))
                .contentType("text/plain")
                .body("{}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(415)
                .body("error.code", equalTo("unsupported_media_type"));
    }

    @Test
    void compressedBodiesAreRefused() {
        as(TestKeys.create("inference"))
                .contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body("{}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(415)
                .body("error.code", equalTo("unsupported_media_type"));
    }

    @Test
    void unknownPathsAndMethodsAnswerInTheProtocolsShape() {
        given().get("/v1/nothing")
                .then()
                .statusCode(404)
                .header("x-request-id", startsWith("req_"))
                .body("error.code", equalTo("not_found"));
        given().get("/").then().statusCode(404).body("error.code", equalTo("not_found"));
        as(TestKeys.create("inference"))
                .delete("/v1/chat/completions")
                .then()
                .statusCode(405)
                .body("error.code", equalTo("method_not_allowed"));
    }

    @Test
    void embeddingInputsAreCheckedByName() {
        String key = TestKeys.create("inference");
        record Case(String fields, String param) {}
        for (Case wrong : List.of(
                new Case("\"model\":\"freehold-embed\"", "input"),
                new Case("\"model\":\"freehold-embed\",\"input\":[]", "input"),
                new Case("\"model\":\"freehold-embed\",\"input\":\"\"", "input"),
                new Case("\"model\":\"freehold-embed\",\"input\":{}", "input"),
                new Case("\"model\":\"freehold-embed\",\"input\":[\"a\",2]", "input[1]"),
                new Case("\"model\":\"freehold-embed\",\"input\":[[-1]]", "input[0]"),
                new Case("\"model\":\"freehold-embed\",\"input\":[[99999999]]", "input"),
                new Case("\"model\":\"freehold-embed\",\"input\":\"a\",\"dimensions\":7", "dimensions"),
                new Case("\"model\":\"freehold-embed\",\"input\":\"a\",\"encoding_format\":\"hex\"", "encoding_format"),
                new Case("\"input\":\"a\"", "model"),
                new Case("\"model\":\"freehold-guide\",\"input\":\"a\"", "model"))) {
            as(key).contentType(ContentType.JSON)
                    .body("{" + wrong.fields() + "}")
                    .post("/v1/embeddings")
                    .then()
                    .statusCode(400)
                    .body("error.param", equalTo(wrong.param()));
        }
    }

    @Test
    void completionPromptsAreCheckedByName() {
        String key = TestKeys.create("inference");
        record Case(String fields, String param) {}
        for (Case wrong : List.of(
                new Case("\"prompt\":null", "prompt"),
                new Case("\"prompt\":[\"a\",2]", "prompt[1]"),
                new Case("\"prompt\":[1.5]", "prompt"),
                new Case("\"prompt\":\"a\",\"n\":9", "n"),
                new Case("\"prompt\":[\"a\",\"b\",\"c\"],\"n\":3", "prompt"),
                new Case("\"prompt\":\"a\",\"logit_bias\":{\"99999999\":1}", "logit_bias"),
                new Case("\"prompt\":[99999999]", "prompt"),
                new Case("\"prompt\":\"a\",\"suffix\":\"b\"", "suffix"),
                new Case("\"prompt\":\"a\",\"echo\":true,\"logprobs\":1", "echo"),
                new Case("\"prompt\":\"a\",\"best_of\":3", "best_of"),
                new Case("\"prompt\":\"a\",\"max_tokens\":-3", "max_tokens"))) {
            as(key).contentType(ContentType.JSON)
                    .body("{\"model\":\"freehold-guide\"," + wrong.fields() + "}")
                    .post("/v1/completions")
                    .then()
                    .statusCode(400)
                    .body("error.param", equalTo(wrong.param()));
        }
    }
}
