package dev.freehold.api.admin;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;
import dev.freehold.quota.Allowance;
import dev.freehold.quota.Limit;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields {@code limits} and {@code unlimited} of a request body. */
final class AllowanceFields {
    private static final long MAX_AMOUNT = 1_000_000_000_000L;

    private AllowanceFields() {}

    /** Absent when neither field says anything. */
    static Optional<Allowance> read(JsonFields fields) {
        List<Limit> limits =
                fields.objects("limits").stream().map(AllowanceFields::limit).toList();
        refuseDoubles(limits);
        boolean unlimited = fields.flag("unlimited");
        if (unlimited && !limits.isEmpty()) {
            throw Fault.invalid("unlimited", "'unlimited' and 'limits' contradict each other; send one of them.");
        }
        if (unlimited) {
            return Optional.of(new Allowance.Unlimited());
        }
        return limits.isEmpty() ? Optional.empty() : Optional.of(new Allowance.Limited(limits));
    }

    private static void refuseDoubles(List<Limit> limits) {
        Set<String> named = new HashSet<>();
        for (Limit limit : limits) {
            String words = LimitObject.of(limit).counted();
            if (!named.add(words)) {
                throw Fault.invalid(
                        "limits[%d]".formatted(limits.indexOf(limit)),
                        "'limits' names %s twice; name it once.".formatted(words));
            }
        }
    }

    private static Limit limit(JsonFields fields) {
        Dimension dimension = Dimension.parse(fields.requiredText("dimension"))
                .orElseThrow(() ->
                        oneOf(fields, "dimension", "requests, input_tokens, output_tokens, total_tokens, concurrency"));
        Window window =
                dimension == Dimension.CONCURRENCY && fields.value("window").isEmpty()
                        ? Window.MINUTE
                        : Window.parse(fields.requiredText("window"))
                                .orElseThrow(() -> oneOf(fields, "window", "minute, hour, day, month"));
        long amount = fields.wholeNumber("amount", 0, MAX_AMOUNT).orElseThrow(() -> fields.missing("amount"));
        Limit limit = new Limit(dimension, window, amount);
        return fields.text("model").map(name -> limit.on(model(fields, name))).orElse(limit);
    }

    private static ModelId model(JsonFields fields, String name) {
        if (!ModelId.isValid(name)) {
            throw Fault.invalid(
                    fields.pathOf("model"),
                    "'%s' must be a model's name, 1 to 128 of A-Z a-z 0-9 . _ / -.".formatted(fields.pathOf("model")));
        }
        return new ModelId(name);
    }

    private static Fault oneOf(JsonFields fields, String name, String choices) {
        return Fault.invalid(fields.pathOf(name), "'%s' must be one of %s.".formatted(fields.pathOf(name), choices));
    }
}
