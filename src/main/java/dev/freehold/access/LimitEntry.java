package dev.freehold.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;
import dev.freehold.quota.Limit;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** One limit, in the words of the API. */
@RegisterForReflection
record LimitEntry(
        @JsonProperty(required = true) @Nullable String dimension,
        @Nullable String window,
        @JsonProperty(required = true) @Nullable Long amount,
        @Nullable String model) {
    private static final long MAX_AMOUNT = 1_000_000_000_000L;

    LimitEntry {
        limit(dimension, window, amount, model);
    }

    Limit limit() {
        return limit(dimension, window, amount, model);
    }

    private static Limit limit(
            @Nullable String dimension, @Nullable String window, @Nullable Long amount, @Nullable String model) {
        Dimension what = Dimension.parse(dimension == null ? "" : dimension)
                .orElseThrow(
                        () -> oneOf("dimension", "requests, input_tokens, output_tokens, total_tokens, concurrency"));
        boolean isAtOnce = what == Dimension.CONCURRENCY && window == null;
        Window over = isAtOnce
                ? Window.MINUTE
                : Window.parse(window == null ? "" : window)
                        .orElseThrow(() -> oneOf("window", "minute, hour, day, month"));
        if (amount == null || amount < 0 || amount > MAX_AMOUNT) {
            throw Fault.invalid("amount", "'amount' must be a whole number from 0 to %d.".formatted(MAX_AMOUNT));
        }
        if (model != null && !ModelId.isValid(model)) {
            throw Fault.invalid("model", "'model' must be a model's name.");
        }
        return new Limit(what, over, amount, model == null ? null : new ModelId(model));
    }

    private static Fault oneOf(String name, String choices) {
        return Fault.invalid(name, "'%s' must be one of %s.".formatted(name, choices));
    }
}
