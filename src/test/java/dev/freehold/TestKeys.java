package dev.freehold;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Keys to knock with. */
public final class TestKeys {
    private TestKeys() {}

    public static String bootstrap() {
        try {
            Path home = Path.of(ConfigProvider.getConfig().getValue("freehold.home", String.class));
            return Files.readString(home.resolve("bootstrap-admin.key")).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes a key without limits. */
    public static String create(String... roles) {
        return create(Map.of("name", "test", "project", "tests", "roles", List.of(roles), "unlimited", true));
    }

    public static String create(Map<String, Object> body) {
        return as(bootstrap())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/admin/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    public static Map<String, Object> limit(String dimension, String window, long amount) {
        return Map.of("dimension", dimension, "window", window, "amount", amount);
    }

    public static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
