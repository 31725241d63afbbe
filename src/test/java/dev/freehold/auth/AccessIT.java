package dev.freehold.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.core.Caller;
import dev.freehold.core.Role;
import dev.freehold.store.DataFolder;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessIT {
    private static final Caller ADMIN = new Caller(
            "jwt:https://issuer.example#test",
            Caller.Credential.JWT,
            "default",
            "test",
            EnumSet.allOf(Role.class),
            Set.of());

    @Inject
    ApiKeys keys;

    @Inject
    DataFolder folder;

    @Test
    void asksForACredential() {
        given().get("/test/access/inference").then().statusCode(401).header("WWW-Authenticate", is("Bearer"));
    }

    @Test
    void refusesCredentialsThatOpenNothing() {
        for (String value : Set.of("Bearer sk-other", "Bearer a.b.c", "Basic YTpi", "Bearer ", "Bearer")) {
            given().header("Authorization", value)
                    .get("/test/access/inference")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void admitsAKeyInEachHeaderThatClientsUse() {
        IssuedKey issued = issue(Role.INFERENCE);
        String expected = "key:" + issued.key().id();

        for (String header : Set.of("x-api-key", "api-key", "X-API-Key")) {
            given().header(header, issued.secret())
                    .get("/test/access/inference")
                    .then()
                    .statusCode(200)
                    .body(is(expected));
        }
        for (String scheme : Set.of("Bearer ", "bearer ")) {
            given().header("Authorization", scheme + issued.secret())
                    .get("/test/access/inference")
                    .then()
                    .statusCode(200)
                    .body(is(expected));
        }
    }

    @Test
    void refusesTwoDifferentCredentials() {
        given().header("Authorization", "Bearer " + issue(Role.INFERENCE).secret())
                .header("x-api-key", issue(Role.INFERENCE).secret())
                .get("/test/access/inference")
                .then()
                .statusCode(401);
    }

    @Test
    void refusesTheWrongRole() {
        given().header("x-api-key", issue(Role.INFERENCE).secret())
                .get("/test/access/admin")
                .then()
                .statusCode(403);
    }

    @Test
    void refusesARevokedKeyAtOnce() {
        IssuedKey issued = issue(Role.INFERENCE);
        given().header("x-api-key", issued.secret())
                .get("/test/access/inference")
                .then()
                .statusCode(200);

        keys.revoke(issued.key().id(), false, TestMandates.ALL);

        given().header("x-api-key", issued.secret())
                .get("/test/access/inference")
                .then()
                .statusCode(401);
    }

    @Test
    void leavesOpenWhatIsDeclaredOpen() {
        given().get("/test/access/open").then().statusCode(200);
    }

    @Test
    void keepsItsDataInAFolderOfItsOwn() throws IOException {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())));
    }

    private IssuedKey issue(Role... roles) {
        return keys.issue(
                new NewKey("test", Optional.empty(), "test", Set.of(roles), Set.of(), Networks.ANYWHERE, null),
                ADMIN,
                limits -> {},
                TestMandates.ALL);
    }
}
