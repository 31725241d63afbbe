package dev.freehold.access;

import static dev.freehold.TestKeys.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import dev.freehold.quota.Allowance;
import dev.freehold.quota.Allowances;
import dev.freehold.quota.Limit;
import dev.freehold.quota.Scope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A file that is mounted as Kubernetes mounts a ConfigMap: a link to a link to a folder that is swapped. */
@QuarkusTest
@QuarkusTestResource(value = AccessFileWatchIT.MountedFile.class, restrictToAnnotatedClass = true)
class AccessFileWatchIT {
    private static final String FIRST = """
            tenants:
              - id: filed
                name: Filed
                limits: [{dimension: requests, window: minute, amount: 5}]
                projects: [{id: web}]
              - id: leaving
            """;

    /** The volume. */
    public static final class MountedFile implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                Path volume = Files.createTempDirectory("access");
                swap(volume, FIRST);
                Files.createSymbolicLink(volume.resolve("access.yaml"), Path.of("..data", "access.yaml"));
                return Map.of(
                        "freehold.access.file",
                        volume.resolve("access.yaml").toString(),
                        "freehold.access.poll",
                        "10h");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {}
    }

    private static void swap(Path volume, String text) throws IOException {
        Path version = Files.createTempDirectory(volume, "..");
        Files.writeString(version.resolve("access.yaml"), text);
        Path link = Files.createSymbolicLink(volume.resolve("..data_tmp"), version.getFileName());
        Files.move(link, volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    @Inject
    AccessFileWatch watch;

    @Inject
    Allowances allowances;

    @Inject
    DeclaredAccess access;

    private final Path path = Path.of(ConfigProvider.getConfig().getValue("freehold.access.file", String.class));

    @Test
    void keepsThingsAsTheFileSays() throws IOException {
        tenant("filed").body("managed_by", equalTo("file")).body("name", equalTo("Filed"));
        assertEquals(Optional.of(5L), limit());
        change("filed", "{\"name\":\"Mine\"}").statusCode(409).body("error.code", equalTo("conflict"));
        change("filed/projects/web", "{\"suspended\":true}").statusCode(409);
        as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body("{\"id\":\"more\"}")
                .post("/admin/v1/tenants/filed/projects")
                .then()
                .statusCode(409);
        String key = TestKeys.create(
                Map.of("name", "n", "tenant", "leaving", "project", "default", "roles", List.of("inference")));
        as(key).get("/v1/models").then().statusCode(200);

        write("tenants:\n  - id: filed\n    nmae: Filed\n");
        watch.look(path);
        watch.look(path);
        tenant("filed").body("name", equalTo("Filed"));
        health("rejected")
                .body("checks.find { it.name == 'access-file' }.data.problem", containsString("tenants[0].nmae"));
        given().get(management.resolve("/q/metrics")).then().body(containsString("freehold_access_file_rejected 1.0"));

        write("tenants:\n  - id: filed\n    name: Renamed\n    projects: [{id: web, suspended: true}]\n");
        watch.look(path);
        tenant("filed").body("name", equalTo("Filed"));
        watch.look(path);
        tenant("filed").body("name", equalTo("Renamed"));
        tenant("filed/projects/web").body("suspended_at", containsString("Z"));
        assertEquals(Optional.empty(), limit());
        tenant("leaving").body("managed_by", equalTo("api")).body("suspended_at", containsString("Z"));
        as(key).get("/v1/models").then().statusCode(403);
        health("applied");
        as(TestKeys.bootstrap())
                .get("/admin/v1/audit?action=tenant.change&limit=10")
                .then()
                .body("entries.target", hasItem("leaving"))
                .body("entries.change", hasItem(containsString("name=Renamed by=access-file sha256=")));

        Files.delete(path.resolveSibling("..data"));
        watch.look(path);
        health("rejected");
        tenant("filed").body("name", equalTo("Renamed"));
    }

    @Test
    void aFileThatCannotBeAppliedStopsTheStartAndSaysWhy() throws IOException {
        Path folder = Files.createTempDirectory("access");
        assertStops("cannot be read", folder.resolve("none.yaml"));
        assertStops("tenants[0].id", Files.writeString(folder.resolve("a.yaml"), "tenants: [{id: a b}]"));
        assertStops(
                "tenants[0].suspended: the root organisation",
                Files.writeString(folder.resolve("b.yaml"), "tenants: [{id: default, suspended: true}]"));
        assertStops(
                "roles[0].issuer: no issuer of this name",
                Files.writeString(
                        folder.resolve("c.yaml"), "{tenants: [], roles: [{issuer: none, group: g, roles: [admin]}]}"));
        assertStops("is not UTF-8", Files.write(folder.resolve("d.yaml"), new byte[] {(byte) 0xff}));
        tenant("filed").body("managed_by", equalTo("file"));
    }

    private void assertStops(String words, Path file) {
        AccessConfig config = new AccessConfig() {
            @Override
            public Optional<Path> file() {
                return Optional.of(file);
            }

            @Override
            public Duration poll() {
                return Duration.ofHours(1);
            }
        };
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> new AccessFileWatch(config, access, new SimpleMeterRegistry()).open())
                .getMessage();
        assertTrue(message != null && message.contains(file.toString()) && message.contains(words), message);
    }

    private void write(String text) throws IOException {
        Path volume = path.getParent();
        assertTrue(volume != null);
        swap(volume, text);
    }

    private Optional<Long> limit() {
        return allowances.of(Scope.organisation("filed")).flatMap(allowance -> switch (allowance) {
            case Allowance.Unlimited() -> Optional.<Long>empty();
            case Allowance.Limited(List<Limit> limits) ->
                Optional.of(limits.getFirst().amount());
        });
    }

    private static io.restassured.response.ValidatableResponse tenant(String id) {
        return as(TestKeys.bootstrap()).get("/admin/v1/tenants/" + id).then().statusCode(200);
    }

    private static io.restassured.response.ValidatableResponse change(String id, String body) {
        return as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body(body)
                .patch("/admin/v1/tenants/" + id)
                .then();
    }

    private io.restassured.response.ValidatableResponse health(String state) {
        return given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'access-file' }.data.state", equalTo(state));
    }
}
