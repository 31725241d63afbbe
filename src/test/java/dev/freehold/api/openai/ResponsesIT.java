package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Responses as they are out of the box: nothing is kept. */
@QuarkusTest
class ResponsesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUESTION = """
            {"model":"freehold-guide","temperature":0,%s"input":"How do I start Freehold?"}""";

    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private ValidatableResponse ask(String body) {
        return as(key).contentType(ContentType.JSON)
                .body(body)
                .post("/v1/responses")
                .then();
    }

    private List<JsonNode> stream(String more) throws Exception {
        String events = ask(QUESTION.formatted("\"stream\":true," + more))
                .statusCode(200)
                .header("content-type", startsWith("text/event-stream"))
                .extract()
                .asString();
        List<JsonNode> all = new ArrayList<>();
        for (String event : events.split("\n\n", -1)) {
            if (!event.isEmpty()) {
                String[] lines = event.split("\n", -1);
                JsonNode data = JSON.readTree(lines[1].substring("data: ".length()));
                assertEquals("event: " + data.get("type").asText(), lines[0]);
                assertEquals(all.size(), data.get("sequence_number").asInt());
                all.add(data);
            }
        }
        return all;
    }

    @Test
    void answersAQuestionFromTheHandbook() {
        ask(QUESTION.formatted("\"metadata\":{\"ticket\":\"7\"},\"user\":\"u\",\"top_p\":0.5,"))
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("x-request-id", startsWith("req_"))
                .body("object", equalTo("response"))
                .body("id", startsWith("resp_"))
                .body("status", equalTo("completed"))
                .body("model", equalTo("freehold-guide"))
                .body("created_at", greaterThan(0))
                .body("error", nullValue())
                .body("incomplete_details", nullValue())
                .body("output", hasSize(1))
                .body("output[0].type", equalTo("message"))
                .body("output[0].role", equalTo("assistant"))
                .body("output[0].status", equalTo("completed"))
                .body("output[0].content[0].type", equalTo("output_text"))
                .body("output[0].content[0].annotations", hasSize(0))
                .body("output[0].content[0].text", containsString("deploy/freehold run"))
                .body("metadata.ticket", equalTo("7"))
                .body("user", equalTo("u"))
                .body("top_p", equalTo(0.5f))
                .body("store", equalTo(false))
                .body("tools", hasSize(0))
                .body("tool_choice", equalTo("auto"))
                .body("parallel_tool_calls", equalTo(true))
                .body("text.format.type", equalTo("text"))
                .body("usage.input_tokens", greaterThan(3))
                .body("usage.output_tokens", greaterThan(3))
                .body("usage.output_tokens_details.reasoning_tokens", equalTo(0))
                .body("usage.input_tokens_details.cached_tokens", notNullValue());
    }

    @Test
    void streamsTheSameTextAsEvents() throws Exception {
        String whole = ask(QUESTION.formatted("")).extract().path("output[0].content[0].text");
        List<JsonNode> events = stream("");

        assertEquals("response.created", events.get(0).get("type").asText());
        assertEquals("in_progress", events.get(0).at("/response/status").asText());
        assertEquals("response.in_progress", events.get(1).get("type").asText());
        assertEquals("response.completed", events.getLast().get("type").asText());
        StringBuilder streamed = new StringBuilder();
        for (JsonNode event : events) {
            assertFalse(event.has("error"));
            if (event.get("type").asText().equals("response.output_text.delta")) {
                streamed.append(event.get("delta").asText());
                assertFalse(event.has("obfuscation"));
            }
        }
        assertEquals(whole, streamed.toString());
        assertEquals(
                whole, events.getLast().at("/response/output/0/content/0/text").asText());
        assertTrue(events.getLast().at("/response/usage/total_tokens").asInt() > 0);
        assertTrue(events.size() > 10, "only " + events.size() + " events");
    }

    @Test
    void hidesTheLengthsOfDeltasWhenAsked() throws Exception {
        for (JsonNode event : stream("\"stream_options\":{\"include_obfuscation\":true},")) {
            if (event.has("delta")) {
                assertEquals(
                        0,
                        (event.get("delta").asText() + event.get("obfuscation").asText()).length() % 16);
            }
        }
    }

    @Test
    void whatIsCutShortIsIncomplete() throws Exception {
        ask(QUESTION.formatted("\"max_output_tokens\":3,"))
                .statusCode(200)
                .body("status", equalTo("incomplete"))
                .body("incomplete_details.reason", equalTo("max_output_tokens"))
                .body("output[0].status", equalTo("incomplete"))
                .body("max_output_tokens", equalTo(3))
                .body("completed_at", nullValue())
                .body("usage.output_tokens", equalTo(3));
        assertEquals(
                "response.incomplete",
                stream("\"max_output_tokens\":3,").getLast().get("type").asText());
    }

    @Test
    void givesLogprobsWhenTheyAreIncluded() {
        ask(QUESTION.formatted(
                        "\"max_output_tokens\":3,\"include\":[\"message.output_text.logprobs\"],\"top_logprobs\":2,"))
                .statusCode(200)
                .body("top_logprobs", equalTo(2))
                .body("output[0].content[0].logprobs", hasSize(3))
                .body("output[0].content[0].logprobs[0].top_logprobs", hasSize(2));
        ask(QUESTION.formatted("\"max_output_tokens\":3,\"top_logprobs\":2,"))
                .statusCode(200)
                .body("output[0].content[0].logprobs", hasSize(0));
    }

    @Test
    void everyFormIsKeptToWholeAndStreamed() throws Exception {
        String schema = """
                "schema":{"type":"object","properties":{"kind":{"enum":["start","stop"]}},"required":["kind"],"additionalProperties":false}""";
        for (String format : List.of(
                "{\"type\":\"json_schema\",\"name\":\"step\",\"strict\":true," + schema + "}",
                "{\"type\":\"json_schema\",\"name\":\"step\",\"strict\":false,\"description\":\"a step\"," + schema
                        + "}")) {
            String fields = "\"text\":{\"format\":" + format + "},";
            JsonNode whole = JSON.readTree(
                    ask(QUESTION.formatted(fields)).statusCode(200).extract().asString());
            JsonNode text = whole.at("/output/0/content/0/text");

            assertEquals(JSON.readTree(format), whole.at("/text/format"));
            assertTrue(JSON.readTree(text.asText()).get("kind").asText().startsWith("st"), text.asText());
            assertEquals(text, stream(fields).getLast().at("/response/output/0/content/0/text"));
        }
        ask(QUESTION.formatted("\"max_output_tokens\":8,\"text\":{\"format\":{\"type\":\"json_object\"}},"))
                .statusCode(200)
                .body("output[0].content[0].text", startsWith("{"));
    }

    @Test
    void instructionsAndItemsAreAConversation() {
        ask("""
                {"model":"freehold-guide","instructions":"You are a guide.","input":[
                  {"role":"user","content":"Hello"},
                  {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello!","annotations":[]}]},
                  {"role":"user","content":[{"type":"input_text","text":"How do I start Freehold?"}]}]}""")
                .statusCode(200)
                .body("instructions", equalTo("You are a guide."))
                .body("output[0].content[0].text", notNullValue());
    }

    @Test
    void nothingIsKeptUnlessTheOperatorWantsIt() {
        String id = ask(QUESTION.formatted("\"store\":true,"))
                .statusCode(200)
                .body("store", equalTo(false))
                .extract()
                .path("id");

        as(key).get("/v1/responses/" + id)
                .then()
                .statusCode(404)
                .body("error.param", equalTo("response_id"))
                .body("error.message", equalTo("Responses are not kept here."));
        ask(QUESTION.formatted("\"previous_response_id\":\"" + id + "\","))
                .statusCode(400)
                .body("error.param", equalTo("previous_response_id"));
    }

    @Test
    void faultsNameTheFieldInTheWordsOfThisProtocol() {
        record Case(String fields, int status, String param) {}
        for (Case wrong : List.of(
                new Case("\"model\":\"nobody\",\"input\":\"a\"", 404, "model"),
                new Case("\"model\":\"freehold-embed\",\"input\":\"a\"", 400, "model"),
                new Case("\"input\":\"a\"", 400, "model"),
                new Case("\"model\":\"freehold-guide\",\"input\":\"" + "a b ".repeat(5000) + "\"", 400, "input"),
                new Case("\"model\":\"freehold-guide\",\"input\":\"a\",\"stop\":\"x\"", 400, "stop"))) {
            ask("{" + wrong.fields() + "}")
                    .statusCode(wrong.status())
                    .body("error.param", equalTo(wrong.param()))
                    .body("error.message", notNullValue());
        }
    }
}
