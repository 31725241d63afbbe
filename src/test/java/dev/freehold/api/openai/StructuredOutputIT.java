package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StructuredOutputIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            {"type":"object","properties":{"port":{"type":"integer","minimum":1,"maximum":65535},
             "command":{"type":"string","maxLength":40},"steps":{"type":"array","items":{"type":"string","maxLength":12},
             "minItems":1,"maxItems":3},"kind":{"enum":["start","stop"]}},
             "required":["port","command","steps","kind"],"additionalProperties":false}""";
    private static final String STRICT =
            "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":true,\"schema\":" + SCHEMA
                    + "}}";
    private final JsonSchema judge =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SCHEMA);
    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private ValidatableResponse chat(String format, String fields) {
        return as(key).contentType(ContentType.JSON)
                .body("""
            {"model":"freehold-guide","response_format":%s,%s"messages":[{"role":"user","content":"How do I start Freehold?"}]}""".formatted(format, fields))
                .post("/v1/chat/completions")
                .then();
    }

    private void validates(String answer) throws Exception {
        assertEquals(Set.of(), judge.validate(JSON.readTree(answer)), answer);
    }

    @Test
    void everyChoiceValidates() throws Exception {
        String body = chat(STRICT, "\"n\":4,\"seed\":3,\"temperature\":1.5,\"presence_penalty\":1,")
                .statusCode(200)
                .extract()
                .asString();
        for (JsonNode choice : JSON.readTree(body).get("choices")) {
            assertEquals("stop", choice.get("finish_reason").asText());
            validates(choice.get("message").get("content").asText());
        }
    }

    @Test
    void aStreamValidatesToo() throws Exception {
        String events = chat(STRICT, "\"stream\":true,\"temperature\":0,")
                .statusCode(200)
                .extract()
                .asString();
        StringBuilder answer = new StringBuilder();
        String reason = "";
        for (String event : events.split("\n\n", -1)) {
            if (event.startsWith("data: {")) {
                JsonNode choice = JSON.readTree(event.substring("data: ".length()))
                        .path("choices")
                        .path(0);
                answer.append(choice.path("delta").path("content").asText(""));
                reason = choice.path("finish_reason").asText(reason);
            }
        }
        assertEquals("stop", reason);
        validates(answer.toString());
    }

    @Test
    void cutByMaxTokensItIsABeginningAndSaysSo() {
        String content = chat(STRICT, "\"max_tokens\":4,\"temperature\":0,")
                .statusCode(200)
                .body("choices[0].finish_reason", equalTo("length"))
                .extract()
                .path("choices[0].message.content");
        String start = content.replaceAll("\\s", "");
        assertTrue("{\"port\":".startsWith(start) || start.startsWith("{\"port\":"), content);
    }

    @Test
    void aJsonObjectIsOne() throws Exception {
        String body = chat("{\"type\":\"json_object\"}", "\"max_tokens\":400,\"seed\":1,")
                .statusCode(200)
                .extract()
                .asString();
        JsonNode choice = JSON.readTree(body).get("choices").get(0);
        String content = choice.get("message").get("content").asText();
        assertTrue(content.startsWith("{"), content);
        if (choice.get("finish_reason").asText().equals("stop")) {
            assertTrue(JSON.readTree(content).isObject(), content);
        }
    }

    @Test
    void namesWhatIsWrong() {
        record Case(String format, String param, String message) {}
        for (Case wrong : new Case[] {
            new Case("{\"type\":\"xml\"}", "response_format.type", "json_schema"),
            new Case("{\"type\":\"json_schema\"}", "response_format.json_schema", "required"),
            new Case("{\"type\":\"json_schema\",\"json_schema\":{}}", "response_format.json_schema.name", "required"),
            new Case(
                    "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a b\"}}",
                    "response_format.json_schema.name",
                    "letters"),
            new Case(
                    "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{\"contains\":{}}}}",
                    "response_format.json_schema.schema",
                    "'contains'"),
            new Case(
                    "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"strict\":1,\"schema\":{}}}",
                    "response_format.json_schema.strict",
                    "true or false")
        }) {
            chat(wrong.format(), "")
                    .statusCode(400)
                    .body("error.param", equalTo(wrong.param()))
                    .body("error.message", containsString(wrong.message()));
        }
    }
}
