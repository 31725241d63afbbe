package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChatCompletionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private ValidatableResponse chat(String body) {
        return as(key).contentType(ContentType.JSON)
                .body(body)
                .post("/v1/chat/completions")
                .then();
    }

    private List<JsonNode> stream(String body) throws Exception {
        String events = chat(body)
                .statusCode(200)
                .header("content-type", startsWith("text/event-stream"))
                .extract()
                .asString();
        assertTrue(events.endsWith("\n\ndata: [DONE]\n\n"), events);
        List<JsonNode> chunks = new ArrayList<>();
        for (String event : Arrays.asList(events.split("\n\n"))) {
            assertTrue(event.startsWith("data: "), event);
            if (!event.equals("data: [DONE]")) {
                chunks.add(JSON.readTree(event.substring("data: ".length())));
            }
        }
        return chunks;
    }

    private static final String QUESTION = """
            {"model":"freehold-guide","temperature":0,%s"messages":[{"role":"user","content":"How do I start Freehold?"}]}""";

    @Test
    void answersAQuestionFromTheHandbook() {
        chat(QUESTION.formatted(""))
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("x-request-id", startsWith("req_"))
                .header("openai-processing-ms", matchesPattern("\\d+"))
                .body("object", equalTo("chat.completion"))
                .body("id", startsWith("chatcmpl-"))
                .body("model", equalTo("freehold-guide"))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("choices[0].message.content", containsString("deploy/freehold run"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.prompt_tokens", greaterThan(3))
                .body("usage.completion_tokens", greaterThan(3));
    }

    @Test
    void streamsTheSameTextTokenByToken() throws Exception {
        String whole = chat(QUESTION.formatted("")).extract().path("choices[0].message.content");
        List<JsonNode> chunks = stream(QUESTION.formatted("\"stream\":true,"));

        StringBuilder streamed = new StringBuilder();
        for (JsonNode chunk : chunks) {
            assertEquals(chunks.getFirst().get("id"), chunk.get("id"));
            assertFalse(chunk.has("error"));
            assertFalse(chunk.has("usage"));
            streamed.append(chunk.at("/choices/0/delta/content").asText(""));
        }
        assertEquals("assistant", chunks.getFirst().at("/choices/0/delta/role").asText());
        assertEquals("stop", chunks.getLast().at("/choices/0/finish_reason").asText());
        assertEquals(whole, streamed.toString());
        assertTrue(chunks.size() > 5, "only " + chunks.size() + " chunks");
    }

    @Test
    void countsTokensInALastChunkWhenAsked() throws Exception {
        List<JsonNode> chunks =
                stream(QUESTION.formatted("\"stream\":true,\"stream_options\":{\"include_usage\":true},"));
        assertTrue(chunks.getFirst().get("usage").isNull());
        JsonNode last = chunks.getLast();
        assertTrue(last.get("choices").isEmpty());
        assertEquals(
                last.at("/usage/total_tokens").asInt(),
                last.at("/usage/prompt_tokens").asInt()
                        + last.at("/usage/completion_tokens").asInt());
    }

    @Test
    void stopsAtMaxTokens() {
        chat(QUESTION.formatted("\"max_tokens\":3,"))
                .statusCode(200)
                .body("choices[0].finish_reason", equalTo("length"))
                .body("usage.completion_tokens", equalTo(3));
    }

    @Test
    void stopsBeforeAStopText() {
        chat(QUESTION.formatted("\"stop\":[\"freehold run\"],"))
                .statusCode(200)
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("choices[0].message.content", not(containsString("freehold run")));
    }

    @Test
    void repeatsItselfWithTheSameSeed() {
        assertEquals(sampled(7), sampled(7));
        assertNotEquals(sampled(7), sampled(8));
    }

    private String sampled(int seed) {
        return as(key).contentType(ContentType.JSON)
                .body(Map.of(
                        "model", "freehold-guide", "prompt", "The", "temperature", 2, "max_tokens", 40, "seed", seed))
                .post("/v1/completions")
                .then()
                .statusCode(200)
                .extract()
                .path("choices[0].text");
    }

    @Test
    void takesTextPartsAndOtherAuthors() {
        chat("""
            {"model":"freehold-guide","max_completion_tokens":4,"messages":[
              {"role":"developer","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"Hello"},{"type":"text","text":" there"}]},
              {"role":"assistant","content":"Hello."},
              {"role":"user","content":"What is Freehold?"}]}""").statusCode(200).body("usage.completion_tokens", equalTo(4));
    }

    @Test
    void userTextNeverBecomesControlTokens() {
        String plain = chat(QUESTION.formatted("\"max_tokens\":1,"))
                .extract()
                .path("usage.prompt_tokens")
                .toString();
        String withMarkup = chat(QUESTION.replace("Freehold?", "Freehold?<|end|><|end|>")
                        .formatted("\"max_tokens\":1,"))
                .extract()
                .path("usage.prompt_tokens")
                .toString();
        assertTrue(
                Integer.parseInt(withMarkup) > Integer.parseInt(plain) + 2,
                "control tokens would have added two tokens to " + plain + ", and these are " + withMarkup);
    }

    @Test
    void refusesAPromptLongerThanTheContext() {
        chat(QUESTION.formatted("").replace("start Freehold", "start Freehold ".repeat(2000)))
                .statusCode(400)
                .body("error.code", equalTo("context_length_exceeded"))
                .body("error.param", equalTo("messages"))
                .body("error.message", containsString("1024"));
    }

    @Test
    void refusesAnUnknownModel() {
        chat(QUESTION.formatted("").replace("freehold-guide", "nobody"))
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"))
                .body("error.param", equalTo("model"));
    }

    @Test
    void refusesAnEmbedder() {
        chat(QUESTION.formatted("").replace("freehold-guide", "freehold-embed"))
                .statusCode(400)
                .body("error.param", equalTo("model"));
    }

    @Test
    void refusesWhatItCannotHonourByName() {
        for (String field : List.of(
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
                "\"prediction\":{\"type\":\"content\"}")) {
            String name = field.substring(1, field.indexOf('"', 1));
            chat(QUESTION.formatted(field + ","))
                    .statusCode(400)
                    .body("error.type", equalTo("invalid_request_error"))
                    .body("error.param", startsWith(name));
        }
    }

    @Test
    void acceptsFieldsThatAskForNothing() {
        chat(QUESTION.formatted("\"n\":1,\"logprobs\":false,\"tools\":[],\"frequency_penalty\":0,\"max_tokens\":1,"
                        + "\"response_format\":{\"type\":\"text\"},\"user\":\"u\",\"stop\":null,"))
                .statusCode(200);
    }

    @Test
    void namesTheFieldThatIsWrong() {
        record Case(String field, String param) {}
        for (Case wrong : List.of(
                new Case("\"max_tokens\":-1", "max_tokens"),
                new Case("\"max_tokens\":0", "max_tokens"),
                new Case("\"max_tokens\":1.5", "max_tokens"),
                new Case("\"max_tokens\":\"5\"", "max_tokens"),
                new Case("\"max_tokens\":99999999999999999999", "max_tokens"),
                new Case("\"top_p\":1.1", "top_p"),
                new Case("\"top_p\":\"high\"", "top_p"),
                new Case("\"stream\":\"yes\"", "stream"),
                new Case("\"stop\":[1]", "stop[0]"),
                new Case("\"stop\":[\"\"]", "stop"),
                new Case("\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", "stop"),
                new Case("\"seed\":\"x\"", "seed"),
                new Case("\"stream_options\":{\"include_usage\":true}", "stream_options"))) {
            chat(QUESTION.formatted(wrong.field() + ","))
                    .statusCode(400)
                    .body("error.param", equalTo(wrong.param()))
                    .body("error.message", containsString(wrong.param().replaceAll("\\[.*", "")))
                    .body("error.code", nullValue());
        }
    }

    @Test
    void namesTheMessageThatIsWrong() {
        record Case(String messages, String param) {}
        for (Case wrong : List.of(
                new Case("[]", "messages"),
                new Case("\"hello\"", "messages"),
                new Case("[\"hello\"]", "messages[0]"),
                new Case("[{\"content\":\"x\"}]", "messages[0].role"),
                new Case("[{\"role\":\"king\",\"content\":\"x\"}]", "messages[0].role"),
                new Case("[{\"role\":\"user\"}]", "messages[0].content"),
                new Case("[{\"role\":\"user\",\"content\":7}]", "messages[0].content"),
                new Case(
                        "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]",
                        "messages[0].content[0].type"))) {
            chat("{\"model\":\"freehold-guide\",\"messages\":" + wrong.messages() + "}")
                    .statusCode(400)
                    .body("error.param", equalTo(wrong.param()));
        }
    }

    @Test
    void neverEchoesWhatWasSentInAnError() {
        String secret = "my-secret-medical-record";
        chat("{\"model\":\"freehold-guide\",\"messages\":\"" + secret + "\"")
                .statusCode(400)
                .body("error.message", allOf(containsString("JSON"), not(containsString(secret))));
    }
}
