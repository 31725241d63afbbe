package dev.freehold.auth;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key, a token or a session as it came in a request's headers, not verified yet. */
final class PresentedCredential extends BaseAuthenticationRequest {
    private static final String SCHEME = "bearer ";
    private static final List<String> KEY_HEADERS = List.of("x-api-key", "api-key");
    private static final int MAX_LENGTH = 8192;

    private final Kind kind;
    private final String text;
    private final String address;

    /** What it looks like. */
    enum Kind {
        KEY,
        TOKEN,
        SESSION
    }

    private PresentedCredential(Kind kind, String text, String address) {
        this.kind = kind;
        this.text = text;
        this.address = address;
    }

    Kind kind() {
        return kind;
    }

    String text() {
        return text;
    }

    /** Where the request came from; empty when that is no address. */
    String address() {
        return address;
    }

    PresentedCredential from(@Nullable String source) {
        return new PresentedCredential(kind, text, source == null ? "" : source);
    }

    /**
     * Reads the headers, and where these have none, the cookie of a session in a request that a page of this gateway made.
     *
     * @throws dev.freehold.core.Fault {@code UNAUTHENTICATED} when it is not to be made out which one is meant
     */
    static Optional<PresentedCredential> in(HttpServerRequest request) {
        return in(request.headers()).or(() -> session(request));
    }

    private static Optional<PresentedCredential> session(HttpServerRequest request) {
        Optional<String> cookie = SessionCookie.in(request);
        if (cookie.isPresent() && !SessionCookie.isOwn(request)) {
            throw Refusal.of("A session counts in requests of the console's own pages only.");
        }
        return cookie.map(secret -> new PresentedCredential(Kind.SESSION, secret, ""));
    }

    /**
     * Reads {@code Authorization: Bearer …}, {@code x-api-key} and {@code api-key}; the same credential may stand in several.
     *
     * @throws dev.freehold.core.Fault {@code UNAUTHENTICATED} when it is not to be made out which one is meant
     */
    static Optional<PresentedCredential> in(MultiMap headers) {
        List<String> found = new ArrayList<>();
        headers.getAll(HttpHeaders.AUTHORIZATION).forEach(value -> found.add(bearer(value)));
        KEY_HEADERS.forEach(name -> headers.getAll(name).forEach(value -> found.add(value.strip())));
        List<String> distinct = found.stream().distinct().toList();
        if (distinct.isEmpty()) {
            return Optional.empty();
        }
        if (distinct.size() > 1) {
            throw Refusal.of("The request carries several different credentials; send one.");
        }
        String text = distinct.getFirst();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw Refusal.of("The credential must be 1 to " + MAX_LENGTH + " characters long.");
        }
        return Optional.of(new PresentedCredential(isToken(text) ? Kind.TOKEN : Kind.KEY, text, ""));
    }

    /** No key has a dot in it, and every token has. */
    private static boolean isToken(String text) {
        return text.indexOf('.') >= 0;
    }

    private static String bearer(String value) {
        if (!value.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw Refusal.of("The Authorization header must read: Bearer, a space, then an API key or a token.");
        }
        return value.substring(SCHEME.length()).strip();
    }

    @Override
    public String toString() {
        return "PresentedCredential[…]";
    }
}
