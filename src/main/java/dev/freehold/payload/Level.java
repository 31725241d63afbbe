package dev.freehold.payload;

import java.util.Optional;

/** How much of a call's text is kept. */
enum Level {
    NOTHING,
    REQUEST,
    REQUEST_AND_RESPONSE;

    static Optional<Level> parse(String name) {
        return switch (name) {
            case "none", "metadata" -> Optional.of(NOTHING);
            case "request" -> Optional.of(REQUEST);
            case "request+response" -> Optional.of(REQUEST_AND_RESPONSE);
            default -> Optional.empty();
        };
    }
}
