package dev.freehold.auth;

import static dev.freehold.TestKeys.as;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * Unmistakable words in everything that a caller can send, through every endpoint and into every failure: none of them may be
 * found in a log, a metric, an error body or a file of the data folder, where all that is kept is sealed.
 */
@QuarkusTest
@QuarkusTestResource(value = Issuer.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = KeptPayloads.class, restrictToAnnotatedClass = true)
class CanaryIT {
    private static final String CANARY = "canary-";
    private static final List<String> ROUTES = List.of(
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/embeddings",
            "/v1/rerank",
            "/v1/classify",
            "/v1/moderations",
            "/v1/token_classify",
            "/v2/models/freehold-embed/infer",
            "/v1/models",
            "/v1/usage",
            "/admin/v1/keys",
            "/admin/v1/tenants",
            "/admin/v1/limits",
            "/admin/v1/usage",
            "/admin/v1/audit",
            "/admin/v1/audit/0/payload",
            "/admin/v1/models",
            "/admin/v1/subjects",
            "/admin/v1/subjects/none",
            "/v1/none");

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    private final Words logs = new Words();
    private final List<String> errors = new ArrayList<>();
    private int scenarios;

    @Test
    void nothingOfWhatACallerSendsIsFoundWhereItDoesNotBelong() throws IOException {
        IssuedTokens.defineTenant();
        Logger all = Logger.getLogger("");
        all.addHandler(logs);
        try {
            everyWay();
        } finally {
            all.removeHandler(logs);
        }
        assertTrue(scenarios >= 300, () -> scenarios + " scenarios");
        Map<String, String> places = new LinkedHashMap<>();
        places.put("logs", logs.text());
        places.put("errors", String.join("\n", errors));
        places.put("metrics", given().get(management.resolve("/q/metrics")).asString());
        assertTrue(places.get("metrics").contains("freehold_calls_total"));
        places.putAll(files());
        assertTrue(places.keySet().stream().anyMatch(place -> place.contains("blobs")), "nothing was kept");
        assertEquals(
                List.of(),
                places.entrySet().stream()
                        .filter(place -> place.getValue().contains(CANARY))
                        .map(place -> place.getKey() + ": " + around(place.getValue()))
                        .toList());
    }

    private void everyWay() {
        for (String token : List.of(
                IssuedTokens.of("sub", CANARY + "subject"),
                IssuedTokens.of("sub", CANARY + "subject") + CANARY + "signature",
                "fh_live_" + CANARY + "key",
                TestKeys.create("inference"),
                TestKeys.bootstrap())) {
            for (String route : ROUTES) {
                for (String body : bodies()) {
                    send(as(token), route, body);
                }
            }
        }
    }

    private static List<String> bodies() {
        String text = CANARY + "prompt";
        return List.of(
                "{\"model\":\"freehold-guide\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"" + text
                        + "\"}],\"user\":\"" + text + "\"}",
                "{\"model\":\"freehold-guide\",\"max_tokens\":2,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + text + "\"}]}",
                "{\"model\":\"freehold-guide\",\"max_tokens\":2,\"echo\":true,\"prompt\":\"" + text + "\"}",
                "{\"model\":\"freehold-embed\",\"input\":[\"" + text + "\"]}",
                "{\"model\":\"" + text + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":\"freehold-guide\",\"max_tokens\":1000000,\"prompt\":\"" + text + "\"}",
                "{\"model\":\"freehold-guide\",\"temperature\":\"" + text + "\",\"prompt\":\"" + text + "\"}",
                "{\"inputs\":[{\"name\":\"" + text + "\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"" + text
                        + "\"]}]}",
                "{\"model\":" + text,
                "[\"" + text + "\"]",
                text);
    }

    private void send(RequestSpecification visitor, String route, String body) {
        for (String method : List.of("POST", "GET")) {
            RequestSpecification request = given().spec(visitor)
                    .header("X-Canary", CANARY + "header")
                    .header("User-Agent", CANARY + "agent")
                    .queryParam("identity", CANARY + "query")
                    .contentType(ContentType.JSON);
            Response response = method.equals("GET")
                    ? request.get(route)
                    : request.body(body).post(route);
            scenarios++;
            if (response.statusCode() >= 400) {
                errors.add(response.asString());
            }
        }
    }

    private static Map<String, String> files() throws IOException {
        Path home = Path.of(ConfigProvider.getConfig().getValue("freehold.home", String.class));
        Map<String, String> files = new LinkedHashMap<>();
        Set<String> models = Set.of("demo-models", "cache", "models");
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(path ->
                            !models.contains(home.relativize(path).getName(0).toString()))
                    .toList()) {
                files.put(
                        home.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static String around(String text) {
        int at = text.indexOf(CANARY);
        return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 30));
    }

    /** All that is logged, with its causes. */
    private static final class Words extends Handler {
        private final StringBuilder words = new StringBuilder();

        synchronized String text() {
            return words.toString();
        }

        @Override
        public synchronized void publish(LogRecord record) {
            words.append(record.getMessage()).append(' ');
            Object[] parameters = record.getParameters();
            for (Object parameter : parameters == null ? new Object[0] : parameters) {
                words.append(parameter).append(' ');
            }
            Throwable thrown = record.getThrown();
            if (thrown != null) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace, true));
                words.append(trace);
            }
            words.append('\n');
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
