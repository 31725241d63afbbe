package dev.freehold.inference.template;

import java.util.List;

/** Python's tuple; {@code names} are those of its items where Jinja returns a named one. */
record Tuple(List<Object> items, List<String> names) {

    static Tuple of(Object... items) {
        return new Tuple(List.of(items), List.of());
    }

    static Tuple of(List<Object> items) {
        return new Tuple(items, List.of());
    }
}
