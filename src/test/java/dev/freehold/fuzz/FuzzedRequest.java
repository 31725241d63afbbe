package dev.freehold.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request that no client should send. */
final class FuzzedRequest {
    private final String route;
    private final String contentType;
    private final byte[] body;
    private final String how;
    private final Optional<String> field;
    private final Expectation expectation;

    /** What an answer to it may be. */
    enum Expectation {
        /** Whatever is no failure of ours. */
        ANY,
        /** The same; and whoever refuses it names a field. */
        NAMED_IF_REFUSED,
        /** A refusal. */
        REFUSED,
        /** A refusal that names the field. */
        REFUSED_BY_NAME
    }

    /**
     * A request.
     *
     * @param how what was done to a valid one, for whoever has to repeat it
     * @param field the only field that is wrong; absent when it may be none or several
     */
    FuzzedRequest(
            String route,
            String contentType,
            byte[] body,
            String how,
            Optional<String> field,
            Expectation expectation) {
        this.route = route;
        this.contentType = contentType;
        this.body = body;
        this.how = how;
        this.field = field;
        this.expectation = expectation;
    }

    String route() {
        return route;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    Optional<String> field() {
        return field;
    }

    Expectation expectation() {
        return expectation;
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return "%s, %s: %s".formatted(route, how, text.length() > 600 ? text.substring(0, 600) + "…" : text);
    }
}
