package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static dev.freehold.TestKeys.limit;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.TestKeys;
import dev.freehold.inference.task.TaskFolders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that rank and classify, behind the same door as the others. */
@QuarkusTest
@QuarkusTestResource(value = TextTasksIT.Models.class, restrictToAnnotatedClass = true)
class TextTasksIT {

    /** An operator who has one of each. */
    public static final class Models implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                Path models = Files.createTempDirectory(Path.of("target"), "task-models");
                TaskFolders.ranker(models.resolve("ranker"));
                TaskFolders.classifier(models.resolve("manners"), "multi_label_classification");
                TaskFolders.tokenClassifier(models.resolve("colours"));
                return Map.of(
                        "freehold.models.dir",
                        models.toAbsolutePath().toString(),
                        "freehold.moderations.model",
                        "manners",
                        "freehold.moderations.categories.rude",
                        "harassment",
                        "freehold.moderations.categories.cruel",
                        "harassment/threatening",
                        "freehold.moderations.threshold",
                        "0.9");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void stop() {}
    }

    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private ValidatableResponse post(String path, Object body) {
        return as(key).config(RestAssuredConfig.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/rerank", "/rerank"})
    void theMostRelevantDocumentComesFirst(String path) {
        post(
                        path,
                        Map.of(
                                "model",
                                "ranker",
                                "query",
                                "red",
                                "documents",
                                List.of("blue", Map.of("text", "red other"), "green"),
                                "top_n",
                                2,
                                "return_documents",
                                true))
                .statusCode(200)
                .body("model", equalTo("ranker"))
                .body("results.index", equalTo(List.of(1, 2)))
                .body("results[0].relevance_score", closeTo(0.880797, 1e-5))
                .body("results[0].document.text", equalTo("red other"))
                // red [SEP] and one, two and one words.
                .body("usage.prompt_tokens", equalTo(10))
                .body("usage.total_tokens", equalTo(10))
                .body("usage.completion_tokens", nullValue());
    }

    @Test
    void documentsAreOnlyReturnedOnRequest() {
        post("/v1/rerank", Map.of("model", "ranker", "query", "red", "documents", List.of("blue")))
                .statusCode(200)
                .body("results[0].document", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':'ranker','query':'a'}|documents",
                "{'model':'ranker','query':'','documents':['a']}|query",
                "{'model':'ranker','query':'a','documents':'a'}|documents",
                "{'model':'ranker','query':'a','documents':[]}|documents",
                "{'model':'ranker','query':'a','documents':['a',7]}|documents[1]",
                "{'model':'ranker','query':'a','documents':['a','']}|documents[1]",
                "{'model':'ranker','query':'a','documents':[{'text':7}]}|documents[0].text",
                "{'model':'ranker','query':'a','documents':['a'],'top_n':0}|top_n",
                "{'model':'ranker','query':'a','documents':['a'],'return_documents':1}|return_documents",
                "{'model':'ranker','query':'a','documents':['a'],'max_chunks_per_doc':3}|max_chunks_per_doc",
                "{'model':'manners','query':'a','documents':['a']}|model",
                "{'query':'a','documents':['a']}|model"
            })
    void aBadWishToRankNamesTheField(String body, String field) {
        post("/v1/rerank", body.replace('\'', '"')).statusCode(400).body("error.param", equalTo(field));
    }

    @Test
    void documentsAreBoundedInNumberAndLength() {
        post("/v1/rerank", Map.of("model", "ranker", "query", "a".repeat(32_769), "documents", List.of("a")))
                .statusCode(400)
                .body("error.param", equalTo("query"));
        post("/v1/rerank", Map.of("model", "ranker", "query", "a", "documents", Collections.nCopies(1001, "a")))
                .statusCode(400)
                .body("error.param", equalTo("documents"));
        post("/v1/rerank", Map.of("model", "ranker", "query", "a", "documents", List.of("a", "red ".repeat(63))))
                .statusCode(400)
                .body("error.code", equalTo("context_length_exceeded"))
                .body("error.param", equalTo("documents[1]"));
    }

    @Test
    void whatIsReadCountsAgainstTheLimit() {
        key = TestKeys.create(Map.of(
                "name", "ranks", "roles", List.of("inference"), "limits", List.of(limit("total_tokens", "day", 10))));
        var wish = Map.of("model", "ranker", "query", "red", "documents", List.of("blue", "red other", "green"));
        post("/v1/rerank", wish).statusCode(200);
        post("/v1/rerank", wish).statusCode(429);
    }

    @Test
    void theLogSaysWhoRankedAndHowMuchWasRead() {
        String request = post("/v1/rerank", Map.of("model", "ranker", "query", "red", "documents", List.of("blue")))
                .extract()
                .header("x-request-id");
        var log = as(TestKeys.bootstrap())
                .get("/admin/v1/audit?request=" + request)
                .jsonPath();
        assertEquals(List.of("settle", "admit"), log.getList("entries.kind"));
        assertEquals("rerank", log.getString("entries[0].action"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/classify", "/classify"})
    void classifiesAsVllmDoes(String path) {
        post(path, Map.of("model", "manners", "input", List.of("green", "blue")))
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("labels", equalTo(List.of("clean", "rude", "cruel")))
                .body("data.index", equalTo(List.of(0, 1)))
                .body("data.label", equalTo(List.of("clean", "cruel")))
                .body("data[1].num_classes", equalTo(3))
                .body("data[1].probs[1]", closeTo(0.731059, 1e-5))
                .body("usage.prompt_tokens", equalTo(6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':'manners'}|input",
                "{'model':'manners','input':''}|input",
                "{'model':'manners','input':['a',7]}|input[1]",
                "{'model':'manners','input':['a','']}|input[1]",
                "{'model':'ranker','input':'a'}|model"
            })
    void aBadWishToClassifyNamesTheField(String body, String field) {
        post("/v1/classify", body.replace('\'', '"')).statusCode(400).body("error.param", equalTo(field));
    }

    @Test
    void moderatesByTheCategoriesThatTheOperatorMapped() {
        post("/v1/moderations", Map.of("input", List.of("blue", "green")))
                .statusCode(200)
                .body("model", equalTo("manners"))
                .body("results.flagged", equalTo(List.of(true, false)))
                .body("results[0].categories", aMapWithSize(13))
                .body("results[0].category_scores", aMapWithSize(13))
                .body("results[0].category_applied_input_types", aMapWithSize(13))
                .body("results[0].categories.harassment", equalTo(false))
                .body("results[0].categories.'harassment/threatening'", equalTo(true))
                .body("results[0].category_scores.harassment", closeTo(0.731059, 1e-5))
                .body("results[0].category_applied_input_types.harassment", equalTo(List.of("text")))
                .body("results[0].category_applied_input_types.violence", equalTo(List.of()));
    }

    @Test
    void moderatesThePartsOfAnInputAsOne() {
        var parts = List.of(Map.of("type", "text", "text", "green"), Map.of("type", "text", "text", "blue"));
        post("/v1/moderations", Map.of("input", parts, "model", "manners"))
                .statusCode(200)
                .body("results.flagged", equalTo(List.of(true)));
        var image = List.of(Map.of("type", "image_url", "image_url", Map.of("url", "data:,")));
        post("/v1/moderations", Map.of("input", image)).statusCode(400).body("error.param", equalTo("input[0].type"));
    }

    @Test
    void moderatesWithNoOtherModel() {
        post("/v1/moderations", Map.of("input", "green", "model", "ranker"))
                .statusCode(404)
                .body("error.param", equalTo("model"));
    }

    @Test
    void findsEntitiesAndCountsInCodePoints() {
        post("/v1/token_classify", Map.of("model", "colours", "input", List.of("🎨 red green other blue", "other")))
                .statusCode(200)
                .body("data[0].entities.entity_group", equalTo(List.of("COLOUR", "THING")))
                .body("data[0].entities.word", equalTo(List.of("red green", "blue")))
                .body("data[0].entities.start", equalTo(List.of(2, 18)))
                .body("data[0].entities.end", equalTo(List.of(11, 22)))
                .body("data[1].entities", equalTo(List.of()))
                .body("usage.prompt_tokens", equalTo(10));
    }

    @Test
    void leavesTokensAsTheyAreOnRequest() {
        post("/v1/token_classify", Map.of("model", "colours", "input", "red green", "aggregation", "none"))
                .statusCode(200)
                .body("data[0].entities.entity", equalTo(List.of("B-COLOUR", "I-COLOUR")));
        post("/v1/token_classify", Map.of("model", "colours", "input", "red", "aggregation", "max"))
                .statusCode(400)
                .body("error.param", equalTo("aggregation"));
    }

    @Test
    void theListOfModelsSaysWhatEachDoes() {
        post("/v1/tokenize", Map.of("model", "ranker", "prompt", "red green"))
                .statusCode(200)
                .body("tokens", equalTo(List.of(1, 4, 5, 2)));
        as(key).get("/v1/models")
                .then()
                .body("data.kind", hasItems("ranker", "classifier", "token_classifier", "embedder", "generator"));
        post("/v1/rerank", Map.of("model", "freehold-embed", "query", "a", "documents", List.of("a")))
                .statusCode(400)
                .body("error.message", containsString("does not rank documents"));
    }
}
