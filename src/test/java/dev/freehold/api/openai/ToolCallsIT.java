package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.TestKeys;
import dev.freehold.inference.decoder.TinyToolModels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tools over HTTP, with models of random weights: what they call, the grammar made them call. */
@QuarkusTest
@QuarkusTestResource(value = TinyToolModels.class, restrictToAnnotatedClass = true)
class ToolCallsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private static ObjectNode request(String model) throws Exception {
        return (ObjectNode) JSON.readTree("""
                {"model":"%s","temperature":1,"max_tokens":200,"parallel_tool_calls":false,"tool_choice":"required",
                "messages":[{"role":"user","content":"Sun?"}],
                "tools":[
                  {"type":"function","function":{"name":"weather","description":"d","strict":true,"parameters":
                    {"type":"object","properties":{"city":{"enum":["Bern","Ulm"]},"exact":{"type":"boolean"}},
                     "required":["city","exact"],"additionalProperties":false}}},
                  {"type":"function","function":{"name":"now","parameters":
                    {"type":"object","properties":{},"additionalProperties":false}}}]}""".formatted(model));
    }

    private JsonNode chat(ObjectNode request) throws Exception {
        return JSON.readTree(as(key).contentType(ContentType.JSON)
                .body(request.toString())
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private List<JsonNode> stream(ObjectNode request) throws Exception {
        String events = as(key).contentType(ContentType.JSON)
                .body(request.put("stream", true).toString())
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(events.endsWith("\n\ndata: [DONE]\n\n"), events);
        List<JsonNode> chunks = new ArrayList<>();
        for (String event : List.of(events.split("\n\n"))) {
            if (!event.equals("data: [DONE]")) {
                chunks.add(JSON.readTree(event.substring("data: ".length())));
            }
        }
        return chunks;
    }

    private static void assertFollowsItsSchema(String name, String written) throws Exception {
        JsonNode arguments = JSON.readTree(written);
        if (name.equals("now")) {
            assertTrue(arguments.isObject() && arguments.isEmpty(), written);
        } else {
            assertEquals("weather", name);
            assertTrue(Set.of("Bern", "Ulm").contains(arguments.path("city").textValue()), written);
            assertTrue(arguments.path("exact").isBoolean(), written);
            assertEquals(2, arguments.size(), written);
        }
    }

    private static Stream<DynamicTest> forEachModel(ModelTest test) {
        return TinyToolModels.names().stream().map(model -> DynamicTest.dynamicTest(model, () -> test.with(model)));
    }

    private interface ModelTest {
        void with(String model) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> callsWhenItMust() {
        return forEachModel(model -> {
            Set<String> ids = new HashSet<>();
            for (int seed = 0; seed < 5; seed++) {
                JsonNode choice = chat(request(model).put("seed", seed)).at("/choices/0");
                assertEquals("tool_calls", choice.path("finish_reason").asText(), choice::toString);
                assertTrue(choice.at("/message/content").isNull(), choice::toString);
                assertEquals(1, choice.at("/message/tool_calls").size());
                JsonNode call = choice.at("/message/tool_calls/0");
                assertEquals("function", call.path("type").asText());
                assertTrue(ids.add(call.path("id").asText()));
                assertFalse(call.has("index"));
                assertFollowsItsSchema(
                        call.at("/function/name").asText(),
                        call.at("/function/arguments").asText());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> streamsCallsAsDeltas() {
        return forEachModel(model -> {
            List<JsonNode> chunks = stream(request(model));
            StringBuilder arguments = new StringBuilder();
            String name = "";
            for (JsonNode chunk : chunks) {
                JsonNode delta = chunk.at("/choices/0/delta");
                assertTrue(delta.path("content").asText("").isEmpty(), delta::toString);
                for (JsonNode call : delta.path("tool_calls")) {
                    assertEquals(0, call.path("index").asInt(-1));
                    if (name.isEmpty()) {
                        name = call.at("/function/name").asText();
                        assertEquals("function", call.path("type").asText());
                        assertTrue(call.path("id").asText().startsWith("call_"));
                        assertEquals("", call.at("/function/arguments").textValue());
                    } else {
                        assertFalse(call.has("id")
                                || call.has("type")
                                || call.path("function").has("name"));
                        arguments.append(call.at("/function/arguments").textValue());
                    }
                }
            }
            assertFollowsItsSchema(name, arguments.toString());
            assertEquals(
                    "assistant", chunks.getFirst().at("/choices/0/delta/role").asText());
            assertEquals(
                    "tool_calls",
                    chunks.getLast().at("/choices/0/finish_reason").asText());
        });
    }

    @TestFactory
    Stream<DynamicTest> goesOnFromResults() {
        return forEachModel(model -> {
            ObjectNode request = request(model);
            ArrayNode messages = (ArrayNode) request.path("messages");
            for (int turn = 0; turn < 3; turn++) {
                JsonNode message = chat(request).at("/choices/0/message");
                messages.add(message);
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", message.at("/tool_calls/0/id").asText())
                        .put("content", "20");
            }
            assertEquals(7, messages.size());
        });
    }

    @TestFactory
    Stream<DynamicTest> callsTheNamedFunction() {
        return forEachModel(model -> {
            ObjectNode request = request(model);
            request.putObject("tool_choice")
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "now");
            JsonNode call = chat(request).at("/choices/0/message/tool_calls/0");
            assertEquals("now", call.at("/function/name").asText());
        });
    }

    @TestFactory
    Stream<DynamicTest> aCallThatIsCutSaysSo() {
        return forEachModel(model -> {
            ObjectNode request = request(model);
            for (int tokens = 1; tokens < 7; tokens++) {
                JsonNode choice = chat(request.put("max_tokens", tokens)).at("/choices/0");
                assertEquals("length", choice.path("finish_reason").asText(), choice::toString);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> callsOrTalksAsItLikes() {
        return forEachModel(model -> {
            for (int seed = 0; seed < 5; seed++) {
                JsonNode choice = chat(request(model).put("tool_choice", "auto").put("seed", seed))
                        .at("/choices/0");
                for (JsonNode call : choice.at("/message/tool_calls")) {
                    assertFollowsItsSchema(
                            call.at("/function/name").asText(),
                            call.at("/function/arguments").asText());
                }
            }
        });
    }

    @Test
    void hidesHowLongPiecesAreWhenAsked() throws Exception {
        ObjectNode request = request("tiny-hermes");
        request.putObject("stream_options").put("include_obfuscation", true);
        Set<Integer> sizes = new HashSet<>();
        for (JsonNode chunk : stream(request)) {
            JsonNode call = chunk.at("/choices/0/delta/tool_calls/0/function");
            if (call.path("arguments").asText().length() > 0) {
                sizes.add(call.path("arguments").asText().length()
                        + chunk.path("obfuscation").asText().length());
            }
        }
        assertEquals(Set.of(32), sizes);
    }

    @Test
    void refusesToolsThatTheModelNeverHearsOf() throws Exception {
        as(key).contentType(ContentType.JSON)
                .body(request("tiny-deaf").toString())
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.param", org.hamcrest.Matchers.equalTo("tools"))
                .body("error.type", org.hamcrest.Matchers.equalTo("invalid_request_error"));
    }

    @Test
    void refusesASchemaThatCannotBeGuaranteed() throws Exception {
        ObjectNode request = request("tiny-hermes");
        ((ObjectNode) request.at("/tools/0/function/parameters")).put("unevaluatedProperties", false);
        as(key).contentType(ContentType.JSON)
                .body(request.toString())
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.param", org.hamcrest.Matchers.startsWith("tools[0]"));
    }
}
