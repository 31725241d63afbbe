package dev.freehold.registry.passport;

import java.util.List;

/** What is known of one thing, and who says so. */
public sealed interface Fact {

    /** Somebody says what it is. */
    record Known(List<String> values, String source) implements Fact {
        public Known {
            values = List.copyOf(values);
        }
    }

    /** Somebody looked, and the provider does not say. */
    record NotPublished(String source) implements Fact {}

    /** Nobody says anything. */
    record Unknown(String source) implements Fact {}

    static Fact known(String value, String source) {
        return new Known(List.of(value), source);
    }

    /** In words; several values one after the other. */
    default List<String> inWords() {
        return switch (this) {
            case Known(List<String> values, String from) -> values;
            case NotPublished(String from) -> List.of("not published by the provider");
            case Unknown(String from) -> List.of("unknown");
        };
    }

    /** Who says so, for example {@code README.md}. */
    String source();
}
