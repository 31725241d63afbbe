package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of other origins, in browsers. */
class CorsIT {
    private static final String PAGE = "https://app.example.org";
    private static final String ALLOWED = "access-control-allow-origin";

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> ask(GatewayProcess gateway, String origin, String headers) throws Exception {
        HttpRequest preflight = HttpRequest.newBuilder(
                        gateway.request("/v1/chat/completions", "none").build().uri())
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", headers)
                .build();
        return client.send(preflight, BodyHandlers.ofString());
    }

    private HttpResponse<String> models(GatewayProcess gateway, String key, String origin) throws Exception {
        return client.send(
                gateway.request("/v1/models", key).header("Origin", origin).build(), BodyHandlers.ofString());
    }

    @Test
    void pagesOfNamedOriginsComeInWithWhatTheClientsSend() throws Exception {
        Map<String, String> settings = Map.of("QUARKUS_HTTP_CORS_ENABLED", "true", "QUARKUS_HTTP_CORS_ORIGINS", PAGE);
        try (GatewayProcess gateway = GatewayProcess.start(home, settings)) {
            HttpResponse<String> preflight = ask(
                    gateway, PAGE, "authorization,content-type,x-api-key,anthropic-version,x-stainless-retry-count");
            assertEquals(200, preflight.statusCode());
            assertEquals(Optional.of(PAGE), preflight.headers().firstValue(ALLOWED));
            assertEquals(Optional.of("false"), preflight.headers().firstValue("access-control-allow-credentials"));
            String headers = preflight
                    .headers()
                    .firstValue("access-control-allow-headers")
                    .orElse("");
            for (String header : List.of("authorization", "x-api-key", "x-stainless-retry-count")) {
                assertTrue(headers.contains(header), headers);
            }

            HttpResponse<String> answer = models(gateway, gateway.bootstrapKey(), PAGE);
            assertEquals(200, answer.statusCode());
            assertEquals(Optional.of(PAGE), answer.headers().firstValue(ALLOWED));
            String exposed =
                    answer.headers().firstValue("access-control-expose-headers").orElse("");
            for (String header : List.of("x-request-id", "x-should-retry", "x-ratelimit-remaining-tokens")) {
                assertTrue(exposed.contains(header), exposed);
            }
            assertEquals(401, models(gateway, "none", PAGE).statusCode());
            assertEquals(
                    Optional.empty(),
                    ask(gateway, "https://evil.example", "authorization")
                            .headers()
                            .firstValue(ALLOWED));
            assertEquals(
                    403,
                    models(gateway, gateway.bootstrapKey(), "https://evil.example")
                            .statusCode());
        }
    }

    @Test
    void browsersAreKeptOutUnlessSomebodyLetsThemIn() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            assertEquals(
                    Optional.empty(),
                    ask(gateway, PAGE, "authorization").headers().firstValue(ALLOWED));
            HttpResponse<String> answer = models(gateway, gateway.bootstrapKey(), PAGE);
            assertEquals(Optional.empty(), answer.headers().firstValue(ALLOWED));
        }
    }
}
