package dev.freehold.quota;

import dev.freehold.core.ModelId;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import org.jspecify.annotations.Nullable;

/** What a limit is about, whatever its amount. Two limits in one slot are the tighter one of them. */
record Slot(Dimension dimension, Window window, @Nullable ModelId model) {
    static Slot of(Limit limit) {
        return limit.dimension() == Dimension.CONCURRENCY
                ? new Slot(Dimension.CONCURRENCY, Window.MINUTE, limit.model())
                : new Slot(limit.dimension(), limit.window(), limit.model());
    }

    /** For people, for example {@code total tokens per minute} or {@code requests per day on m}. */
    String inWords() {
        return model == null ? counted() : counted() + " on " + model;
    }

    private String counted() {
        return switch (dimension) {
            case REQUESTS, INPUT_TOKENS, OUTPUT_TOKENS, TOTAL_TOKENS ->
                dimension.wireName().replace('_', ' ') + " per " + window.wireName();
            case CONCURRENCY -> "calls at the same time";
        };
    }
}
