package dev.freehold;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ManagementIT {
    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    @Test
    void isAliveAndReadyWithItsDemoModels() {
        given().get(management.resolve("/q/health/live")).then().statusCode(200).body("status", equalTo("UP"));
        given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.find { it.name == 'serving' }.data.models", equalTo(2));
    }

    @Test
    void countsCallsAndTokensByModelAndNeverByContent() {
        String key = TestKeys.create("inference");
        TestKeys.as(key)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "model",
                        "freehold-guide",
                        "max_tokens",
                        1,
                        "messages",
                        List.of(Map.of("role", "user", "content", "quetzalcoatl"))))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        given().get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("freehold_calls_total{"))
                .body(containsString(
                        "freehold_tokens_total{direction=\"output\",model=\"freehold-guide\",tenant=\"default\"}"))
                .body(containsString("gen_ai_server_request_duration_seconds_bucket{gen_ai_operation_name=\"chat\""))
                .body(containsString("gen_ai_server_time_to_first_token_seconds_count{"))
                .body(containsString("freehold_models_loaded 2.0"))
                .body(not(containsString("quetzalcoatl")))
                .body(not(containsString(key)));
    }

    @Test
    void describesItselfInOpenApi() {
        given().accept(ContentType.JSON)
                .get(management.resolve("/q/openapi"))
                .then()
                .statusCode(200)
                .body("paths", hasKey("/v1/chat/completions"))
                .body("paths", hasKey("/admin/v1/audit"))
                .body("paths", hasKey("/admin/v1/tenants/{tenant}/projects/{project}"))
                .body("paths", hasKey("/admin/v1/keys/{id}/rotate"))
                .body("paths.'/v1/chat/completions'.post.requestBody.required", equalTo(true));
    }
}
