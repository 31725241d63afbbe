package dev.freehold.quota;

import dev.freehold.core.ModelId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * At most {@code amount} units of {@code dimension} in a {@code window}. A concurrency limit counts calls in flight; its window
 * has no meaning and is {@code MINUTE} by convention.
 *
 * @param model the only model whose calls it counts; absent for those of every model together
 */
public record Limit(
        Dimension dimension,
        Window window,
        long amount,
        @Nullable ModelId model) {

    /** What is counted. */
    public enum Dimension {
        REQUESTS,
        INPUT_TOKENS,
        OUTPUT_TOKENS,
        TOTAL_TOKENS,
        CONCURRENCY;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Dimension> parse(String wireName) {
            return find(values(), wireName);
        }
    }

    /** Over which time; minutes, hours and days refill steadily, a month is the calendar month in UTC. */
    public enum Window {
        MINUTE,
        HOUR,
        DAY,
        MONTH;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Window> parse(String wireName) {
            return find(values(), wireName);
        }
    }

    public Limit {
        if (amount < 0) {
            throw new IllegalArgumentException("a limit's amount is never negative");
        }
    }

    /** A limit on every model together. */
    public Limit(Dimension dimension, Window window, long amount) {
        this(dimension, window, amount, null);
    }

    /** The same limit on the calls of one model only. */
    public Limit on(ModelId only) {
        return new Limit(dimension, window, amount, only);
    }

    /** Does it count calls of this model? Without a model, only limits on all models do. */
    public boolean appliesTo(@Nullable ModelId called) {
        return model == null || model.equals(called);
    }

    private static <E extends Enum<E>> Optional<E> find(E[] values, String wireName) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
