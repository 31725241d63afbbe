package dev.freehold.api.openai;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PassportIT {

    private static ValidatableResponse passport(String model, String query) {
        return as(TestKeys.create("inference"))
                .get("/v1/models/" + model + "/passport" + query)
                .then();
    }

    @Test
    void tellsWhatIsKnownOfAModelAndWhoSaysSo() {
        passport("freehold-guide", "")
                .statusCode(200)
                .contentType("application/json")
                .body("id", equalTo("freehold-guide"))
                .body("facts.licence.value", equalTo("Apache-2.0"))
                .body("facts.licence.source", equalTo("passport.yaml"))
                .body("facts.digest.value", startsWith("sha256:"))
                .body("facts.release_date.state", equalTo("unknown"));
    }

    @Test
    void writesItDownAsAsked() {
        passport("freehold-guide", "?format=markdown")
                .statusCode(200)
                .contentType("text/markdown")
                .body(startsWith("# Passport of freehold-guide"));
        passport("freehold-embed", "?format=cyclonedx")
                .statusCode(200)
                .contentType("application/vnd.cyclonedx+json")
                .body(containsString("machine-learning-model"));
        passport("freehold-guide", "?format=pdf").statusCode(400).body("error.param", equalTo("format"));
    }

    @Test
    void aModelThatIsNotThereHasNone() {
        passport("no-such-model", "").statusCode(404).body("error.code", equalTo("model_not_found"));
    }

    @Test
    void theModelSaysWhoVouchesForIt() {
        as(TestKeys.create("inference"))
                .get("/v1/models/freehold-guide")
                .then()
                .statusCode(200)
                .body("signature", equalTo("unsigned"));
    }
}
