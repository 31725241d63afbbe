package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freehold.quota.Allowance;
import dev.freehold.quota.Limit;
import dev.freehold.quota.Limit.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One limit, in the words of the request.
 *
 * @param model the only model that it counts calls of; absent when it counts those of all together
 */
record LimitObject(
        String dimension,
        String window,
        long amount,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String model) {

    /** Those of an allowance; none when it is unlimited. */
    static List<LimitObject> of(Allowance allowance) {
        return switch (allowance) {
            case Allowance.Unlimited() -> List.of();
            case Allowance.Limited(List<Limit> limits) ->
                limits.stream().map(LimitObject::of).toList();
        };
    }

    static LimitObject of(Limit limit) {
        return new LimitObject(
                limit.dimension().wireName(),
                limit.window().wireName(),
                limit.amount(),
                limit.model() == null ? null : limit.model().value());
    }

    /** For the audit log, in the words of the configuration, for example {@code requests/minute=60}. */
    String inWords() {
        return counted() + "=" + amount;
    }

    /** What it counts, for example {@code requests/minute} or {@code total_tokens/day@freehold-guide}. */
    String counted() {
        String counted = dimension.equals(Dimension.CONCURRENCY.wireName()) ? dimension : dimension + "/" + window;
        return model == null ? counted : counted + "@" + model;
    }
}
