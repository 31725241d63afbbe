package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our answers are what OpenAI's own document says; where they are not, the reason stands here. */
@QuarkusTest
class PublishedSchemasIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT =
            "{\"model\":\"freehold-guide\",\"max_tokens\":8,%s\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final String TEXT = "{\"model\":\"freehold-guide\",\"max_tokens\":4,%s\"prompt\":\"Freehold\"}";
    private static final String RESPONSE =
            "{\"model\":\"freehold-guide\",\"max_output_tokens\":8,%s\"input\":\"How do I start Freehold?\"}";

    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private String post(String path, String body) {
        return as(key).contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private JsonNode whole(String path, String body) throws Exception {
        return JSON.readTree(post(path, body));
    }

    private List<JsonNode> events(String path, String body) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String line : post(path, body).split("\n", -1)) {
            if (line.startsWith("data: {")) {
                events.add(JSON.readTree(line.substring("data: ".length())));
            }
        }
        assertTrue(events.size() > 2, "only " + events.size());
        return events;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'n':2,",
                "'logprobs':true,'top_logprobs':3,",
                "'service_tier':'flex','metadata':{'a':'b'},",
                "'response_format':{'type':'json_schema','json_schema':{'name':'a','schema':{'type':'boolean'}}},"
            })
    void chats(String fields) throws Exception {
        String more = fields.replace('\'', '"');
        PublishedSchemas.check("CreateChatCompletionResponse", whole("/v1/chat/completions", CHAT.formatted(more)));
        String stream = "\"stream\":true,\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":true},";
        for (JsonNode chunk : events("/v1/chat/completions", CHAT.formatted(more + stream))) {
            PublishedSchemas.check("CreateChatCompletionStreamResponse", chunk);
        }
    }

    /** The document has no chunks of texts: these have no reason to end before the last, and no usage before the end. */
    @ParameterizedTest
    @ValueSource(strings = {"", "'n':2,", "'logprobs':2,", "'echo':true,"})
    void texts(String fields) throws Exception {
        String more = fields.replace('\'', '"');
        PublishedSchemas.check("CreateCompletionResponse", whole("/v1/completions", TEXT.formatted(more)));
        String stream = "\"stream\":true,\"stream_options\":{\"include_usage\":true},";
        for (JsonNode chunk : events("/v1/completions", TEXT.formatted(more + stream))) {
            assertEquals(
                    List.of(),
                    PublishedSchemas.complaints(
                            "CreateCompletionResponse", chunk, List.of("$.usage", "$.choices[0].finish_reason")));
        }
    }

    /** The document has a request for base64, and no answer to it: the vector is then a string. */
    @Test
    void embeddings() throws Exception {
        String body = "{\"model\":\"freehold-embed\",\"encoding_format\":\"%s\",\"input\":[\"a\",\"b\"]}";
        PublishedSchemas.check("CreateEmbeddingResponse", whole("/v1/embeddings", body.formatted("float")));
        assertEquals(
                List.of(),
                PublishedSchemas.complaints(
                        "CreateEmbeddingResponse",
                        whole("/v1/embeddings", body.formatted("base64")),
                        List.of("$.data[0].embedding", "$.data[1].embedding")));
    }

    @Test
    void models() throws Exception {
        PublishedSchemas.check(
                "ListModelsResponse", JSON.readTree(as(key).get("/v1/models").asString()));
        PublishedSchemas.check(
                "Model", JSON.readTree(as(key).get("/v1/models/freehold-guide").asString()));
    }

    /** A response that has begun has no usage: null in the document's examples, and nothing that its schema knows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'include':['message.output_text.logprobs'],'top_logprobs':2,",
                "'instructions':'Be brief.','temperature':0.5,'top_p':0.5,'user':'u','metadata':{'a':'b'},'reasoning':{'summary':'auto'},",
                "'text':{'format':{'type':'json_schema','name':'a','description':'b','strict':true,'schema':{'type':'object',"
                        + "'properties':{'a':{'type':'boolean'}},'required':['a'],'additionalProperties':false}}},",
                "'text':{'format':{'type':'json_object'}},"
            })
    void responses(String fields) throws Exception {
        String more = fields.replace('\'', '"');
        PublishedSchemas.check("Response", whole("/v1/responses", RESPONSE.formatted(more)));
        String stream = "\"stream\":true,\"stream_options\":{\"include_obfuscation\":true},";
        for (JsonNode event : events("/v1/responses", RESPONSE.formatted(more + stream))) {
            boolean hasBegun = event.at("/response/status").asText().equals("in_progress");
            PublishedSchemas.checkEvent(event, hasBegun ? new String[] {"$.response.usage"} : new String[0]);
        }
    }

    @Test
    void errors() throws Exception {
        record Case(String path, String body, int status) {}
        for (Case wrong : List.of(
                new Case("/v1/chat/completions", "{}", 400),
                new Case("/v1/chat/completions", "{", 400),
                new Case("/v1/chat/completions", CHAT.formatted("").replace("freehold-guide", "nobody"), 404),
                new Case("/v1/chat/completions", CHAT.formatted("").replace(":8", ":100000"), 400),
                new Case("/v1/embeddings", "{\"model\":\"freehold-embed\"}", 400),
                new Case("/v1/responses", "{\"input\":[]}", 400),
                new Case("/v1/nothing", "{}", 404))) {
            PublishedSchemas.check(
                    "ErrorResponse",
                    JSON.readTree(as(key).contentType(ContentType.JSON)
                            .body(wrong.body())
                            .post(wrong.path())
                            .then()
                            .statusCode(wrong.status())
                            .extract()
                            .asString()));
        }
        PublishedSchemas.check(
                "ErrorResponse", JSON.readTree(as("nobody").get("/v1/models").asString()));
    }

    @Test
    void theDocumentCanSayNo() throws Exception {
        JsonNode answer = whole("/v1/chat/completions", CHAT.formatted(""));
        JsonNode other = JSON.readTree(
                answer.toString().replaceFirst("\"finish_reason\":\"\\w+\"", "\"finish_reason\":\"tired\""));
        assertFalse(PublishedSchemas.complaints("CreateChatCompletionResponse", other, List.of())
                .isEmpty());
        assertFalse(PublishedSchemas.complaints("Response", answer, List.of()).isEmpty());
    }
}
