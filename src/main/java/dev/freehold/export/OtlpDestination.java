package dev.freehold.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.audit.RecordedEntry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An OpenTelemetry collector that takes logs over HTTP, as JSON. */
final class OtlpDestination implements Destination {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI to;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final OtlpLogs logs;
    private final HttpClient client;

    OtlpDestination(URI to, Map<String, String> headers, Duration timeout, OtlpLogs logs, HttpClient client) {
        this.to = to;
        this.headers = headers;
        this.timeout = timeout;
        this.logs = logs;
        this.client = client;
    }

    @Override
    public void send(List<RecordedEntry> entries) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(logs.body(entries)));
        headers.forEach(request::setHeader);
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("the collector answered " + response.statusCode());
        }
        long rejected = rejected(response.body());
        if (rejected > 0) {
            throw new IOException("the collector rejected " + rejected + " of " + entries.size() + " entries");
        }
    }

    private static long rejected(String body) throws IOException {
        JsonNode answer = body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        return answer.path("partialSuccess").path("rejectedLogRecords").asLong();
    }
}
