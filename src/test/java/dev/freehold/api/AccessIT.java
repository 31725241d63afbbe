package dev.freehold.api;

import static dev.freehold.TestKeys.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import dev.freehold.TestKeys;
import dev.freehold.core.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every door, knocked at with every role. */
@QuarkusTest
class AccessIT {
    private record Door(Method method, String path, Role role) {}

    private static final List<Door> DOORS = List.of(
            new Door(Method.POST, "/v1/chat/completions", Role.INFERENCE),
            new Door(Method.POST, "/v1/completions", Role.INFERENCE),
            new Door(Method.POST, "/v1/embeddings", Role.INFERENCE),
            new Door(Method.GET, "/v1/models", Role.INFERENCE),
            new Door(Method.GET, "/v1/models/freehold-guide", Role.INFERENCE),
            new Door(Method.GET, "/admin/v1/audit", Role.AUDITOR),
            new Door(Method.GET, "/admin/v1/models", Role.OPERATOR),
            new Door(Method.GET, "/admin/v1/keys", Role.ADMIN),
            new Door(Method.POST, "/admin/v1/keys", Role.ADMIN),
            new Door(Method.GET, "/admin/v1/keys/none", Role.ADMIN),
            new Door(Method.DELETE, "/admin/v1/keys/none", Role.ADMIN));

    private static ValidatableResponse knock(RequestSpecification visitor, Door door, String path) {
        RequestSpecification request = visitor.urlEncodingEnabled(false);
        return (door.method() == Method.POST
                        ? request.contentType(ContentType.JSON).body("{}")
                        : request)
                .request(door.method(), path)
                .then();
    }

    @Test
    void opensToItsRoleAndToNoOther() {
        for (Role role : Role.values()) {
            String key = TestKeys.create(role.wireName());
            for (Door door : DOORS) {
                if (door.role() == role) {
                    knock(as(key), door, door.path()).statusCode(is(not(oneOf(401, 403))));
                } else {
                    knock(as(key), door, door.path()).statusCode(403).body("error.type", equalTo("permission_error"));
                }
            }
        }
    }

    @Test
    void opensToNobodyWithoutAKey() {
        for (Door door : DOORS) {
            knock(given(), door, door.path())
                    .statusCode(401)
                    .header("www-authenticate", "Bearer")
                    .body("error.code", equalTo("invalid_api_key"));
        }
    }

    @Test
    void noSpellingOfAPathOpensADoor() {
        for (Door door : DOORS) {
            for (String spelling : List.of(
                    door.path() + ";x=1",
                    door.path() + "/",
                    "/" + door.path(),
                    door.path().replace("/v1", "/V1"),
                    door.path().replace("/v1", "/x/../v1"),
                    door.path().replace("/v1", "/%76%31"),
                    door.path().replace("/v1/", "/v1%2f"),
                    door.path() + "%00")) {
                knock(given(), door, spelling).statusCode(is(oneOf(400, 401, 404, 405)));
            }
        }
    }

    @Test
    void aWrongOrRevokedKeyIsRefused() {
        String key = TestKeys.create("inference");
        as(key.substring(0, key.length() - 1) + "!").get("/v1/models").then().statusCode(401);
        as(key.replace("fh_live_", "fh_live_x")).get("/v1/models").then().statusCode(401);
        as(key).get("/v1/models").then().statusCode(200);
        String id = key.substring("fh_live_".length(), "fh_live_".length() + 10);
        as(TestKeys.bootstrap()).delete("/admin/v1/keys/" + id).then().statusCode(200);
        as(key).get("/v1/models").then().statusCode(401);
    }

    @Test
    void nobodyGrantsWhatTheyHaveNot() {
        as(TestKeys.create("admin"))
                .contentType(ContentType.JSON)
                .body("{\"name\":\"n\",\"roles\":[\"inference\"],\"unlimited\":true}")
                .post("/admin/v1/keys")
                .then()
                .statusCode(403)
                .body("error.type", equalTo("permission_error"));
    }
}
