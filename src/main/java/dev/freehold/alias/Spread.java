package dev.freehold.alias;

import java.util.Locale;
import java.util.Optional;

/** What decides which of several models answers; the same always decides in the same way. */
public enum Spread {
    /** Who calls: each caller stays with one model. */
    CALLER,
    /** The request's id: each caller meets all models. */
    REQUEST;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Spread> parse(String wireName) {
        for (Spread spread : values()) {
            if (spread.wireName().equals(wireName)) {
                return Optional.of(spread);
            }
        }
        return Optional.empty();
    }
}
