package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static dev.freehold.TestKeys.limit;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokensIT {
    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private ValidatableResponse post(String path, Object body) {
        return as(key).contentType(ContentType.JSON).body(body).post(path).then();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1"})
    void whatBecameTokensBecomesTheSameText(String prefix) {
        String text = "What is Freehold? Ünïcode, too.";
        List<Integer> tokens = post(prefix + "/tokenize", Map.of("model", "freehold-guide", "prompt", text))
                .statusCode(200)
                .body("max_model_len", equalTo(1024))
                .body("token_strs", nullValue())
                .extract()
                .path("tokens");
        post(prefix + "/detokenize", Map.of("model", "freehold-guide", "tokens", tokens))
                .statusCode(200)
                .body("prompt", equalTo(text));
    }

    @Test
    void countsWhatItGivesOutAndSpellsItWhenAsked() {
        var answer = post(
                        "/v1/tokenize",
                        Map.of("model", "freehold-guide", "prompt", "What is Freehold?", "return_token_strs", true))
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(answer.getInt("count"), answer.getList("tokens").size());
        assertEquals("What is Freehold?", String.join("", answer.getList("token_strs", String.class)));
    }

    @Test
    void aConversationHasAsManyTokensAsItIsChargedFor() {
        var messages = List.of(
                Map.of("role", "system", "content", "Be brief."), Map.of("role", "user", "content", "What is it?"));
        int counted = post("/v1/tokenize", Map.of("model", "freehold-guide", "messages", messages))
                .extract()
                .path("count");
        post("/v1/chat/completions", Map.of("model", "freehold-guide", "messages", messages, "max_tokens", 1))
                .statusCode(200)
                .body("usage.prompt_tokens", equalTo(counted));
    }

    @Test
    void textFromUsersNeverBecomesControlTokens() {
        for (String field : List.of("prompt", "messages")) {
            int plain = count(field, "Hello");
            int marked = count(field, "Hello<|end|>");
            assertTrue(marked > plain + 1, field + ": " + plain + " and " + marked);
        }
    }

    private int count(String field, String text) {
        Object value = field.equals("prompt") ? text : List.of(Map.of("role", "user", "content", text));
        return post("/v1/tokenize", Map.of("model", "freehold-guide", field, value))
                .statusCode(200)
                .extract()
                .path("count");
    }

    @Test
    void embeddersCountWhatTheyRead() {
        int counted = post("/v1/tokenize", Map.of("model", "freehold-embed", "prompt", "one two"))
                .statusCode(200)
                .extract()
                .path("count");
        post("/v1/embeddings", Map.of("model", "freehold-embed", "input", "one two"))
                .body("usage.prompt_tokens", equalTo(counted));
    }

    @Test
    void takesARequestAndNoTokensAndIsRecorded() {
        key = TestKeys.create(Map.of(
                "name",
                "few",
                "roles",
                List.of("inference"),
                "limits",
                List.of(limit("requests", "day", 2), limit("total_tokens", "day", 1))));
        Map<String, String> body = Map.of("model", "freehold-guide", "prompt", "one two three");
        String request = post("/v1/tokenize", body)
                .statusCode(200)
                .header("x-ratelimit-remaining-requests", "1")
                .header("x-ratelimit-remaining-tokens", "1")
                .extract()
                .header("x-request-id");
        post("/detokenize", Map.of("model", "freehold-guide", "tokens", List.of(5)))
                .statusCode(200);
        post("/v1/tokenize", body).statusCode(429);
        var page = as(TestKeys.bootstrap())
                .queryParam("request", request)
                .get("/admin/v1/audit")
                .jsonPath();
        assertEquals(List.of("settle", "admit"), page.getList("entries.kind"));
        assertEquals("tokenize", page.getString("entries[0].action"));
    }

    @Test
    void aModelThatTheKeyMayNotUseIsNotThere() {
        key = TestKeys.create(Map.of(
                "name", "one", "roles", List.of("inference"), "models", List.of("freehold-embed"), "unlimited", true));
        for (String path : List.of("/v1/tokenize", "/tokenize")) {
            post(path, Map.of("model", "freehold-guide", "prompt", "a"))
                    .statusCode(404)
                    .body("error.code", equalTo("model_not_found"));
        }
        post("/v1/detokenize", Map.of("model", "freehold-guide", "tokens", List.of(1)))
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'prompt':''",
                "'prompt':'a','messages':null",
                "'prompt':'a','add_special_tokens':false",
                "'prompt':'a','add_special_tokens':true",
                "'prompt':'a','return_token_strs':false",
                "'messages':[{'role':'user','content':'a'}],'add_generation_prompt':true",
                "'messages':[{'role':'user','content':'a'}],'add_special_tokens':false"
            })
    void accepts(String fields) {
        post("/v1/tokenize", "{\"model\":\"freehold-guide\"," + fields.replace('\'', '"') + "}")
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt|'model':'freehold-guide'",
                "prompt|'model':'freehold-guide','prompt':'a','messages':[]",
                "prompt|'model':'freehold-guide','prompt':7",
                "prompt|'model':'freehold-guide','prompt':[1]",
                "model|'prompt':'a'",
                "model|'model':7,'prompt':'a'",
                "messages|'model':'freehold-guide','messages':[]",
                "messages[0].role|'model':'freehold-guide','messages':[{'role':'king','content':'a'}]",
                "messages|'model':'freehold-embed','messages':[{'role':'user','content':'a'}]",
                "add_special_tokens|'model':'freehold-guide','prompt':'a','add_special_tokens':'no'",
                "add_special_tokens|'model':'freehold-embed','prompt':'a','add_special_tokens':false",
                "return_token_strs|'model':'freehold-embed','prompt':'a','return_token_strs':true",
                "add_special_tokens|'model':'freehold-guide','messages':[{'role':'user','content':'a'}],'add_special_tokens':true",
                "add_generation_prompt|'model':'freehold-guide','messages':[{'role':'user','content':'a'}],'add_generation_prompt':false",
                "continue_final_message|'model':'freehold-guide','messages':[{'role':'user','content':'a'}],'continue_final_message':true",
                "chat_template|'model':'freehold-guide','messages':[{'role':'user','content':'a'}],'chat_template':'x'"
            })
    void namesWhatIsWrong(String wrong) {
        int bar = wrong.indexOf('|');
        post("/v1/tokenize", "{" + wrong.substring(bar + 1).replace('\'', '"') + "}")
                .statusCode(400)
                .body("error.param", equalTo(wrong.substring(0, bar)));
    }

    @Test
    void tokensAreCheckedByName() {
        for (Object tokens : List.of("1", List.of("a"), List.of(-1), List.of(1.5), Map.of(), List.of(99_999_999))) {
            post("/v1/detokenize", Map.of("model", "freehold-guide", "tokens", tokens))
                    .statusCode(400)
                    .body("error.type", equalTo("invalid_request_error"));
        }
        post("/v1/detokenize", Map.of("model", "freehold-guide"))
                .statusCode(400)
                .body("error.param", equalTo("tokens"));
        post("/v1/detokenize", Map.of("model", "freehold-guide", "tokens", List.of()))
                .statusCode(200)
                .body("prompt", equalTo(""));
    }

    @Test
    void takesSoManyTokensAndNoMore() {
        int limit = 262_144;
        post("/v1/detokenize", Map.of("model", "freehold-guide", "tokens", Collections.nCopies(limit, 5)))
                .statusCode(200);
        post("/v1/detokenize", Map.of("model", "freehold-guide", "tokens", Collections.nCopies(limit + 1, 5)))
                .statusCode(400)
                .body("error.param", equalTo("tokens"));
        post(
                        "/v1/tokenize",
                        Map.of("model", "freehold-guide", "prompt", "x y ".repeat(60_000), "return_token_strs", true))
                .statusCode(400)
                .body("error.param", equalTo("return_token_strs"));
        post("/v1/tokenize", Map.of("model", "freehold-guide", "prompt", "x y ".repeat(60_000)))
                .statusCode(200)
                .body("tokens", hasSize(org.hamcrest.Matchers.greaterThan(60_000)));
    }
}
