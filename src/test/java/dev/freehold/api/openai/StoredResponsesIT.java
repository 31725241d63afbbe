package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponse;
import com.openai.models.responses.StructuredResponseCreateParams;
import dev.freehold.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Responses where the operator has them kept, asked for by the official Java client. */
@QuarkusTest
@QuarkusTestResource(value = StoredResponsesIT.Kept.class, restrictToAnnotatedClass = true)
class StoredResponsesIT {

    /** The operator's settings. */
    public static final class Kept implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of("freehold.responses.store.enabled", "true", "freehold.responses.store.max-size", "64K");
        }

        @Override
        public void stop() {}
    }

    @TestHTTPResource("/v1")
    String address = "";

    private String key = "";
    private OpenAIClient client = OpenAIOkHttpClient.builder().apiKey("none").build();

    @BeforeEach
    void makeClient() {
        key = TestKeys.create("inference");
        client.close();
        client = client(key);
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(address)
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ResponseCreateParams.Builder question(String input) {
        return ResponseCreateParams.builder()
                .model("freehold-guide")
                .temperature(0.0)
                .input(input);
    }

    private static String text(Response response) {
        return response.output()
                .getFirst()
                .asMessage()
                .content()
                .getFirst()
                .asOutputText()
                .text();
    }

    @Test
    void theOfficialClientAsksAndReadsEveryField() {
        Response response =
                client.responses().create(question("How do I start Freehold?").build());

        response.validate();
        assertTrue(text(response).contains("deploy/freehold run"), text(response));
        assertEquals(ResponseStatus.COMPLETED, response.status().orElseThrow());
        assertTrue(response.usage().orElseThrow().totalTokens() > 0);
    }

    @Test
    void theOfficialClientStreams() {
        ResponseAccumulator whole = ResponseAccumulator.create();
        StringBuilder text = new StringBuilder();
        try (StreamResponse<ResponseStreamEvent> events = client.responses()
                .createStreaming(question("How do I start Freehold?").build())) {
            events.stream().forEach(event -> {
                event.validate();
                whole.accumulate(event);
                event.outputTextDelta().ifPresent(delta -> text.append(delta.delta()));
            });
        }

        assertEquals(text.toString(), text(whole.response()));
        assertEquals(
                text.toString(),
                text(client.responses().retrieve(whole.response().id())));
    }

    /** What the official client makes a schema of. */
    static class Step {
        public Kind kind = Kind.STOP;
        public boolean last;

        enum Kind {
            START,
            STOP
        }
    }

    private static Step step(StructuredResponse<Step> response) {
        return response.output().getFirst().asMessage().content().getFirst().asOutputText();
    }

    @Test
    void theOfficialClientParsesWhatItAskedForInAForm() {
        StructuredResponseCreateParams<Step> asked = question("How do I start Freehold?")
                .maxOutputTokens(100)
                .text(Step.class)
                .build();
        Step step = step(client.responses().create(asked));

        ResponseAccumulator streamed = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> events = client.responses().createStreaming(asked)) {
            events.stream().forEach(streamed::accumulate);
        }
        assertEquals(step.kind, step(streamed.response(Step.class)).kind);
        Response kept = client.responses().retrieve(streamed.response().id());
        assertEquals(text(streamed.response()), text(kept));
        assertEquals(
                "json-schema-from-Step",
                kept.text().orElseThrow().format().orElseThrow().asJsonSchema().name());
    }

    @Test
    void theNextResponseHasAFormOfItsOwn() {
        Response first = client.responses().create(question("What is Freehold?").build());
        StructuredResponse<Step> second = client.responses()
                .create(question("And now?")
                        .previousResponseId(first.id())
                        .maxOutputTokens(100)
                        .text(Step.class)
                        .build());
        Response third = client.responses()
                .create(question("What is Freehold?")
                        .previousResponseId(second.id())
                        .build());

        assertNotNull(step(second).kind);
        assertTrue(third.text().orElseThrow().format().orElseThrow().isText());
        assertFalse(text(third).startsWith("{"), text(third));
    }

    @Test
    void aResponseIsFoundAgainUntilItIsDeleted() {
        Response response =
                client.responses().create(question("What is Freehold?").build());

        Response again = client.responses().retrieve(response.id());
        assertEquals(response.output(), again.output());
        assertEquals(response.usage(), again.usage());
        client.responses().delete(response.id());
        assertThrows(NotFoundException.class, () -> client.responses().retrieve(response.id()));
        assertThrows(NotFoundException.class, () -> client.responses().delete(response.id()));
    }

    @Test
    void theNextResponseGoesOnWithTheConversation() {
        Response first = client.responses()
                .create(question("What is Freehold?")
                        .instructions("Be a guide.")
                        .build());
        Response second = client.responses()
                .create(question("How do I start it?")
                        .previousResponseId(first.id())
                        .build());

        assertEquals(first.id(), second.previousResponseId().orElseThrow());
        assertTrue(second.instructions().isEmpty());
        assertTrue(second.usage().orElseThrow().inputTokens()
                > first.usage().orElseThrow().inputTokens());
        var items = client.responses().inputItems().list(second.id()).items();
        assertEquals(3, items.size());
        as(key).get("/v1/responses/" + second.id() + "/input_items?order=asc&limit=2")
                .then()
                .statusCode(200)
                .body("data", hasSize(2))
                .body("has_more", equalTo(true))
                .body("data[0].content[0].text", equalTo("What is Freehold?"))
                .body("data[1].content[0].text", equalTo(text(first)));
    }

    @Test
    void whatIsNotToBeStoredIsNot() {
        Response response = client.responses()
                .create(question("What is Freehold?").store(false).build());

        assertThrows(NotFoundException.class, () -> client.responses().retrieve(response.id()));
        NotFoundException refused = assertThrows(
                NotFoundException.class,
                () -> client.responses()
                        .create(question("a").previousResponseId(response.id()).build()));
        assertEquals("previous_response_id", refused.param().orElseThrow());
    }

    @Test
    void anotherProjectAndAnotherTenantFindNothing() {
        as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body("{\"id\":\"stranger\"}")
                .post("/admin/v1/tenants")
                .then()
                .statusCode(201);
        String id =
                client.responses().create(question("What is Freehold?").build()).id();
        for (Map<String, Object> place :
                List.of(Map.<String, Object>of("project", "another"), Map.<String, Object>of("tenant", "stranger"))) {
            String other = otherKey(place);
            for (String path : List.of("", "/input_items")) {
                as(other).get("/v1/responses/" + id + path).then().statusCode(404);
            }
            as(other).delete("/v1/responses/" + id).then().statusCode(404);
            as(other)
                    .contentType(ContentType.JSON)
                    .body("{\"model\":\"freehold-guide\",\"input\":\"a\",\"previous_response_id\":\"" + id + "\"}")
                    .post("/v1/responses")
                    .then()
                    .statusCode(404)
                    .body("error.param", equalTo("previous_response_id"));
        }
        as(key).get("/v1/responses/" + id).then().statusCode(200);
    }

    private static String otherKey(Map<String, Object> place) {
        Map<String, Object> body = new java.util.LinkedHashMap<>(place);
        body.put("name", "other");
        body.put("roles", List.of("inference"));
        body.put("unlimited", true);
        return TestKeys.create(body);
    }

    @Test
    void pagesAndQueriesAreCheckedByName() {
        String id =
                client.responses().create(question("What is Freehold?").build()).id();
        for (String query : List.of("limit=0", "limit=101", "limit=x", "order=up", "after=nobody")) {
            as(key).get("/v1/responses/" + id + "/input_items?" + query)
                    .then()
                    .statusCode(400)
                    .body("error.param", equalTo(query.substring(0, query.indexOf('='))));
        }
        as(key).get("/v1/responses/" + id + "?stream=true")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("stream"));
    }

    @Test
    void noWordIsOnTheDiskUnsealed() throws IOException {
        String secret = "xyzzyplughplover";
        String id = client.responses()
                .create(question("Tell me of " + secret)
                        .instructions("Never say " + secret)
                        .build())
                .id();
        String answer = text(client.responses().retrieve(id));
        assertFalse(answer.isBlank());

        Path home = Path.of(ConfigProvider.getConfig().getValue("freehold.home", String.class));
        int looked = 0;
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file ->
                            !file.startsWith(home.resolve("demo-models")) && !file.startsWith(home.resolve("cache")))
                    .toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(secret), file.toString());
                looked++;
            }
        }
        assertTrue(looked >= 4, "only " + looked + " files");
    }
}
