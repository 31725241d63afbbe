package dev.freehold.api.admin;

import dev.freehold.api.JsonFields;
import dev.freehold.auth.NewKey;
import dev.freehold.core.Fault;
import dev.freehold.core.Role;
import dev.freehold.quota.Allowance;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
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

    static KeyRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        NewKey key = new NewKey(
                fields.requiredText("name"),
                fields.text("project").orElse(DEFAULT_PROJECT),
                roles(fields),
                new HashSet<>(fields.texts("models")),
                expiry(fields));
        return new KeyRequest(key, AllowanceFields.read(fields));
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
}
