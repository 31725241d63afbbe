package dev.freehold.quota;

import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;

/** What a limit is about, whatever its amount. Two limits in one slot are the tighter one of them. */
record Slot(Dimension dimension, Window window) {
    static Slot of(Limit limit) {
        return limit.dimension() == Dimension.CONCURRENCY
                ? new Slot(Dimension.CONCURRENCY, Window.MINUTE)
                : new Slot(limit.dimension(), limit.window());
    }

    /** For people, for example {@code total tokens per minute}. */
    String inWords() {
        return switch (dimension) {
            case REQUESTS, INPUT_TOKENS, OUTPUT_TOKENS, TOTAL_TOKENS ->
                dimension.wireName().replace('_', ' ') + " per " + window.wireName();
            case CONCURRENCY -> "calls at the same time";
        };
    }
}
