package dev.freehold.registry.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The one way out: each address, and each that it redirects to, is held against the list of hosts before a connection is opened. */
final class Outbound implements Web {
    private static final int MOST_REDIRECTS = 5;

    private final AllowedHosts allowed;
    private final HttpClient client;
    private final Duration timeout;

    Outbound(AllowedHosts allowed, HttpClient client, Duration timeout) {
        this.allowed = allowed;
        this.client = client;
        this.timeout = timeout;
    }

    @Override
    public Answer get(URI address, Headers headers) throws IOException {
        URI next = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Answer answer = once(next, headers);
            Optional<String> location = answer.header("location");
            if (!isRedirect(answer.status()) || location.isEmpty()) {
                return answer;
            }
            answer.close();
            next = resolved(next, location.get());
        }
        throw new SourceFailure(
                SourceFailure.Kind.REFUSED, "%s redirects without end".formatted(AllowedHosts.shown(address)));
    }

    private Answer once(URI address, Headers headers) throws IOException {
        allowed.check(address);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(timeout).header("User-Agent", "freehold");
        headers.addTo(request, address);
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            InputStream body = new Stalls(answer.body(), timeout);
            return new Answer(address, answer.statusCode(), answer.headers(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SourceFailure.unavailable("interrupted", e);
        } catch (IOException e) {
            throw SourceFailure.unavailable(
                    "%s does not answer (%s)"
                            .formatted(AllowedHosts.shown(address), e.getClass().getSimpleName()),
                    e);
        }
    }

    private static boolean isRedirect(int status) {
        return status >= 301 && status <= 308 && status != 304;
    }

    private static URI resolved(URI from, String location) throws SourceFailure {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException malformed) {
            throw new SourceFailure(
                    SourceFailure.Kind.REFUSED,
                    "%s redirects to what is no address".formatted(AllowedHosts.shown(from)));
        }
    }
}
