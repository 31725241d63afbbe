package dev.freehold.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The address that the operator configured for the issuer's keys: the only one that is ever asked, without redirects. */
record KeySetAddress(URI address) implements PublishedTokenKeys.Source {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 1 << 20;
    private static final int OK = 200;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    static KeySetAddress parse(String url) {
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException e) {
            throw notHttps(e);
        }
        boolean local = "http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost());
        if (address.getHost() == null || !(local || "https".equals(address.getScheme()))) {
            throw notHttps(null);
        }
        return new KeySetAddress(address);
    }

    @Override
    public String fetch() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            return text(client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static IllegalStateException notHttps(@Nullable Exception cause) {
        return new IllegalStateException("freehold.auth.jwt.jwks-url must be an https address", cause);
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (response.statusCode() != OK || bytes.length > MAX_BYTES) {
                throw new IOException(
                        "answered with status " + response.statusCode() + " and " + bytes.length + " bytes");
            }
            return new String(bytes, UTF_8);
        }
    }
}
