package dev.freehold.registry.source;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;

/** Web servers, as far as a source may ask them. */
interface Web {

    /** Adds what an address is to be shown; asked again for each redirect, so that no secret follows one. */
    @FunctionalInterface
    interface Headers {
        Headers NONE = (request, address) -> {};

        void addTo(HttpRequest.Builder request, URI address) throws IOException;
    }

    /** The answer, of whatever status that is no redirect; it must be closed. */
    Answer get(URI address, Headers headers) throws IOException;

    /** The text of a successful answer. */
    default byte[] text(URI address, Headers headers) throws IOException {
        try (Answer answer = get(address, headers)) {
            return answer.text();
        }
    }
}
