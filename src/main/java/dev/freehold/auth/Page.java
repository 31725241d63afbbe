package dev.freehold.auth;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some of a longer list.
 *
 * @param next the cursor of the page after it; absent on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {

    /**
     * Which page is wanted.
     *
     * @param cursor absent for the first
     */
    public record Wish(int limit, Optional<String> cursor) {}

    public Page {
        items = List.copyOf(items);
    }

    /** From one item more than the page holds, which tells whether another page follows. */
    static <T> Page<T> of(List<T> items, int limit, Function<T, String> cursor) {
        if (items.size() <= limit) {
            return new Page<>(items, Optional.empty());
        }
        List<T> shown = items.subList(0, limit);
        return new Page<>(shown, Optional.of(cursor.apply(shown.getLast())));
    }
}
