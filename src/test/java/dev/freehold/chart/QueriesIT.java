package dev.freehold.chart;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts and dashboards ask only for what the running gateway measures. */
@QuarkusTest
class QueriesIT {
    private static final Path ALERTS = Rendered.CHART.resolve("rules/alerts.yaml");
    private static final Path DASHBOARDS = Path.of("deploy/grafana/dashboards");
    private static final Path RUNBOOKS = Path.of("deploy/prometheus/runbooks.md");
    private static final Pattern METRIC =
            Pattern.compile("\\b(freehold|gen_ai|jvm|process|http)_[a-z_]*[a-z](?=[\\[{ )]|$)");
    private static final Pattern LABELS = Pattern.compile("\\b(by|without) \\([^)]*\\)|\\{[^}]*}");

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    @Test
    void everyMetricIsThere() throws IOException {
        answerOneAndRefuseOne();
        Set<String> measured = given().get(management.resolve("/q/metrics"))
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .collect(Collectors.toSet());

        Set<String> unknown = new TreeSet<>(asked());
        assertFalse(unknown.isEmpty());
        unknown.removeAll(measured);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void everyAlertHasItsRunbook() throws IOException {
        String runbooks = Files.readString(RUNBOOKS);
        List<String> missing = alerts().map(rule -> rule.path("alert").asText())
                .filter(alert -> !runbooks.contains("## " + alert + "\n"))
                .toList();

        assertEquals(List.of(), missing);
    }

    private static Set<String> asked() throws IOException {
        return Stream.concat(alerts().map(rule -> rule.path("expr").asText()), dashboardQueries())
                .flatMap(query -> METRIC.matcher(LABELS.matcher(query).replaceAll(" "))
                        .results()
                        .map(MatchResult::group))
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> alerts() throws IOException {
        JsonNode rules = new ObjectMapper(new YAMLFactory()).readTree(ALERTS.toFile());
        return rules.findValue("rules").valueStream();
    }

    private static Stream<String> dashboardQueries() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Stream.Builder<String> queries = Stream.builder();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.toList()) {
                json.readTree(file.toFile()).findValuesAsText("expr").forEach(queries);
            }
        }
        return queries.build();
    }

    private static void answerOneAndRefuseOne() {
        Map<String, Object> ask = Map.of(
                "model",
                "freehold-guide",
                "max_tokens",
                2,
                "messages",
                List.of(Map.of("role", "user", "content", "What is Freehold?")));
        String key = TestKeys.create(Map.of(
                "name",
                "queries",
                "project",
                "tests",
                "roles",
                List.of("inference"),
                "limits",
                List.of(TestKeys.limit("requests", "month", 1))));
        for (int status : List.of(200, 429)) {
            TestKeys.as(key)
                    .contentType(ContentType.JSON)
                    .body(ask)
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(status);
        }
    }
}
