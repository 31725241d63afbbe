package dev.freehold.api.admin;

import dev.freehold.api.JsonFields;
import dev.freehold.auth.NewKey;
import dev.freehold.core.Fault;
import dev.freehold.core.Role;
import dev.freehold.quota.Allowance;
import dev.freehold.quota.Limit;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /admin/v1/keys}.
 *
 * @param limits absent for the configured defaults
 */
record KeyRequest(NewKey key, Optional<Allowance> limits) {
    private static final String DEFAULT_PROJECT = "default";
    private static final long MAX_AMOUNT = 1_000_000_000_000L;

    static KeyRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        NewKey key = new NewKey(
                fields.requiredText("name"),
                fields.text("project").orElse(DEFAULT_PROJECT),
                roles(fields),
                new HashSet<>(fields.texts("models")),
                expiry(fields));
        return new KeyRequest(key, allowance(fields));
    }

    private static Set<Role> roles(JsonFields fields) {
        Set<Role> roles = new LinkedHashSet<>();
        for (String name : fields.texts("roles")) {
            roles.add(Role.parse(name)
                    .orElseThrow(() -> Fault.invalid(
                            "roles[%d]".formatted(roles.size()),
                            "Each role must be one of %s."
                                    .formatted(Arrays.stream(Role.values())
                                            .map(Role::wireName)
                                            .collect(Collectors.joining(", "))))));
        }
        return roles;
    }

    private static @Nullable Instant expiry(JsonFields fields) {
        return fields.text("expires_at")
                .map(text -> Times.parse("expires_at", text))
                .orElse(null);
    }

    private static Optional<Allowance> allowance(JsonFields fields) {
        List<Limit> limits =
                fields.objects("limits").stream().map(KeyRequest::limit).toList();
        boolean unlimited = fields.flag("unlimited");
        if (unlimited && !limits.isEmpty()) {
            throw Fault.invalid("unlimited", "'unlimited' and 'limits' contradict each other; send one of them.");
        }
        if (unlimited) {
            return Optional.of(new Allowance.Unlimited());
        }
        return limits.isEmpty() ? Optional.empty() : Optional.of(new Allowance.Limited(limits));
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
        return new Limit(dimension, window, amount);
    }

    private static Fault oneOf(JsonFields fields, String name, String choices) {
        return Fault.invalid(fields.pathOf(name), "'%s' must be one of %s.".formatted(fields.pathOf(name), choices));
    }
}
