package dev.freehold.api.anthropic;

import static dev.freehold.TestKeys.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MessagesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUESTION = """
            {"model":"freehold-guide","max_tokens":200,"temperature":0,%s"messages":[{"role":"user","content":"How do I start Freehold?"}]}""";

    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private ValidatableResponse send(String body) {
        return as(key).contentType(ContentType.JSON)
                .header("anthropic-version", "2023-06-01")
                .header("anthropic-beta", "prompt-caching-2024-07-31")
                .body(body)
                .post("/v1/messages")
                .then();
    }

    private ValidatableResponse count(String body) {
        return as(key).contentType(ContentType.JSON)
                .body(body)
                .post("/v1/messages/count_tokens")
                .then();
    }

    private List<JsonNode> events(String body) throws Exception {
        String stream = send(body)
                .statusCode(200)
                .contentType("text/event-stream")
                .header("request-id", startsWith("req_"))
                .extract()
                .asString();
        assertTrue(stream.endsWith("\n\n"));
        List<JsonNode> events = new ArrayList<>();
        for (String event : stream.strip().split("\n\n", -1)) {
            String[] lines = event.split("\n", -1);
            assertEquals(2, lines.length, event);
            JsonNode data = JSON.readTree(lines[1].substring("data: ".length()));
            assertEquals("event: " + data.get("type").asText(), lines[0]);
            events.add(data);
        }
        return events;
    }

    @Test
    void answersAQuestionFromTheHandbook() {
        send(QUESTION.formatted(""))
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("request-id", startsWith("req_"))
                .body("id", startsWith("msg_"))
                .body("type", equalTo("message"))
                .body("role", equalTo("assistant"))
                .body("model", equalTo("freehold-guide"))
                .body("content", hasSize(1))
                .body("content[0].type", equalTo("text"))
                .body("content[0].text", containsString("deploy/freehold run"))
                .body("stop_reason", equalTo("end_turn"))
                .body("stop_sequence", nullValue())
                .body("usage.output_tokens", greaterThan(3));
    }

    @Test
    void takesItsKeyAsAnthropicClientsSendIt() {
        given().header("x-api-key", key)
                .contentType(ContentType.JSON)
                .body(QUESTION.formatted(""))
                .post("/v1/messages")
                .then()
                .statusCode(200);
        given().header("x-api-key", "fh_live_none")
                .contentType(ContentType.JSON)
                .body(QUESTION.formatted(""))
                .post("/v1/messages")
                .then()
                .statusCode(401)
                .header("request-id", startsWith("req_"))
                .header("x-should-retry", "false")
                .body("type", equalTo("error"))
                .body("error.type", equalTo("authentication_error"));
    }

    @Test
    void streamsTheSameMessageInNamedEvents() throws Exception {
        String whole = send(QUESTION.formatted("")).extract().path("content[0].text");
        List<JsonNode> events = events(QUESTION.formatted("\"stream\":true,"));

        List<String> types =
                events.stream().map(event -> event.get("type").asText()).toList();
        assertEquals(List.of("message_start", "ping", "content_block_start"), types.subList(0, 3));
        assertEquals(
                List.of("content_block_stop", "message_delta", "message_stop"),
                types.subList(types.size() - 3, types.size()));
        assertEquals(whole, text(events, "/delta/text"));

        JsonNode start = events.getFirst().get("message");
        assertTrue(start.get("content").isEmpty());
        assertTrue(start.get("stop_reason").isNull());
        JsonNode end = events.get(events.size() - 2);
        assertEquals("end_turn", end.at("/delta/stop_reason").asText());
        assertEquals(
                start.at("/usage/input_tokens").asInt(),
                end.at("/usage/input_tokens").asInt());
        assertTrue(end.at("/usage/output_tokens").asInt() > 3);
    }

    private static String text(List<JsonNode> events, String at) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.at(at).asText("")));
        return text.toString();
    }

    @Test
    void saysWhichStopSequenceMatched() throws Exception {
        String stop = "\"stop_sequences\":[\"nothing like it\",\"freehold run\"],";
        send(QUESTION.formatted(stop))
                .statusCode(200)
                .body("stop_reason", equalTo("stop_sequence"))
                .body("stop_sequence", equalTo("freehold run"))
                .body("content[0].text", not(containsString("freehold run")));
        JsonNode end =
                events(QUESTION.formatted(stop + "\"stream\":true,")).reversed().get(1);
        assertEquals("stop_sequence", end.at("/delta/stop_reason").asText());
        assertEquals("freehold run", end.at("/delta/stop_sequence").asText());
    }

    @Test
    void stopsAtMaxTokens() {
        send(QUESTION.formatted("").replace("200", "3"))
                .statusCode(200)
                .body("stop_reason", equalTo("max_tokens"))
                .body("usage.output_tokens", equalTo(3));
    }

    @Test
    void theSameConversationIsTheSamePromptInBothProtocols() {
        int here = count("""
            {"model":"freehold-guide","system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]},
                         {"role":"assistant","content":[{"type":"text","text":"Hello."}]},
                         {"role":"user","content":"What is Freehold?"}]}""").statusCode(200).extract().path("input_tokens");
        int there = as(key).contentType(ContentType.JSON)
                .body("""
            {"model":"freehold-guide","max_tokens":1,"messages":[
              {"role":"system","content":"Be brief."},{"role":"user","content":"Hello"},
              {"role":"assistant","content":"Hello."},{"role":"user","content":"What is Freehold?"}]}""")
                .post("/v1/chat/completions")
                .path("usage.prompt_tokens");
        assertEquals(there, here);
    }

    @Test
    void messagesOfOneSideThatFollowEachOtherAreOneTurn() {
        int apart = count("""
            {"model":"freehold-guide","messages":[{"role":"user","content":"One."},{"role":"user","content":"Two."}]}""").extract().path("input_tokens");
        int together = count("""
            {"model":"freehold-guide","messages":[{"role":"user","content":"One.\\n\\nTwo."}]}""").extract().path("input_tokens");
        assertEquals(together, apart);
    }

    @Test
    void whatIsReadFromTheCacheIsNotCountedTwice() {
        String body =
                QUESTION.formatted("").replace("How do I", "Tell me once, and once only, how do I, who am new here,");
        int before = send(body).statusCode(200).extract().path("usage.input_tokens");
        var again = send(body).statusCode(200).extract().jsonPath();
        assertEquals(before, again.getInt("usage.input_tokens") + again.getInt("usage.cache_read_input_tokens"));
        assertTrue(again.getInt("usage.cache_read_input_tokens") > 0);
    }

    @Test
    void countingTakesARequestAndNoTokens() {
        key = TestKeys.create(Map.of(
                "name",
                "counter",
                "roles",
                List.of("inference"),
                "limits",
                List.of(TestKeys.limit("requests", "day", 2), TestKeys.limit("total_tokens", "day", 100))));
        String body = QUESTION.formatted("").replace("\"max_tokens\":200,\"temperature\":0,", "");
        count(body)
                .statusCode(200)
                .header("anthropic-ratelimit-requests-limit", "2")
                .header("anthropic-ratelimit-requests-remaining", "1")
                .header("anthropic-ratelimit-requests-reset", containsString("T"))
                .header("anthropic-ratelimit-tokens-remaining", "100");
        count(body).statusCode(200);
        count(body)
                .statusCode(429)
                .header("x-should-retry", "false")
                .header("retry-after", not(nullValue()))
                .header("anthropic-ratelimit-requests-remaining", "0")
                .body("error.type", equalTo("rate_limit_error"));
    }

    @Test
    void everyCallIsRecorded() {
        String request = send(QUESTION.formatted("\"stream\":true,")).extract().header("request-id");
        var page = as(TestKeys.bootstrap())
                .queryParam("request", request)
                .get("/admin/v1/audit")
                .jsonPath();
        assertEquals(List.of("settle", "admit"), page.getList("entries.kind"));
        assertEquals("messages", page.getString("entries[0].action"));
    }

    @Test
    void modelsThatAreNotThereAreNotFound() {
        send(QUESTION.formatted("").replace("freehold-guide", "nobody"))
                .statusCode(404)
                .body("error.type", equalTo("not_found_error"));
        count(QUESTION.formatted("")
                        .replace("freehold-guide", "nobody")
                        .replace("\"max_tokens\":200,\"temperature\":0,", ""))
                .statusCode(404)
                .body("error.type", equalTo("not_found_error"));
    }

    @Test
    void everyPathBelowSpeaksTheProtocol() {
        given().get("/v1/messages/batches")
                .then()
                .statusCode(404)
                .body("type", equalTo("error"))
                .body("error.type", equalTo("not_found_error"));
        as(key).get("/v1/messages").then().statusCode(405).body("error.type", equalTo("invalid_request_error"));
    }
}
