package dev.freehold.api.admin;

import dev.freehold.auth.Page;
import dev.freehold.core.Fault;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query string of a list: which page of it, and filters. */
final class Listing {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final MultiMap parameters;

    private Listing(MultiMap parameters) {
        this.parameters = parameters;
    }

    /** Refuses with a {@link Fault} what is neither a filter nor {@code limit} nor {@code cursor}. */
    static Listing read(MultiMap parameters, String... filters) {
        List<String> known =
                Stream.concat(Stream.of("limit", "cursor"), Stream.of(filters)).toList();
        for (Map.Entry<String, String> parameter : parameters) {
            if (!known.contains(parameter.getKey())) {
                throw Fault.invalid(
                        parameter.getKey(),
                        "There is no such parameter; there are %s."
                                .formatted(known.stream().sorted().collect(Collectors.joining(", "))));
            }
        }
        return new Listing(parameters);
    }

    Page.Wish page() {
        return new Page.Wish(limit(), value("cursor"));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private int limit() {
        String text = parameters.get("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the same answer as a number out of range.
        }
        throw Fault.invalid("limit", "'limit' must be a whole number from 1 to %d.".formatted(MAX_LIMIT));
    }
}
