package dev.freehold.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of {@code deploy/freehold campaign fuzz}; the same requests in every build. */
@QuarkusTest
class FuzzIT {
    private static final long REQUESTS = 2000;

    @TestHTTPResource("/")
    URI gateway = URI.create("/");

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    @Test
    void whateverIsSentIsAnsweredOrRefusedByName() throws InterruptedException {
        String description =
                RestAssured.get(management.resolve("/q/openapi?format=json")).asString();
        FuzzRun run = new FuzzRun(gateway, TestKeys.create("inference"), description);
        assertTrue(run.routes().size() >= 4, run.routes().toString());

        assertEquals(
                List.of(), run.send(REQUESTS, 20261122), () -> run.answers().toString());
    }
}
