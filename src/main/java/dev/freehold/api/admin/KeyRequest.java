package dev.freehold.api.admin;

import dev.freehold.api.JsonFields;
import dev.freehold.auth.Networks;
import dev.freehold.auth.NewKey;
import dev.freehold.auth.Project;
import dev.freehold.core.Fault;
import dev.freehold.core.Role;
import dev.freehold.quota.Allowance;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The body of {@code POST /admin/v1/keys}.
 *
 * @param limits absent for the configured defaults
 */
record KeyRequest(NewKey key, Optional<Allowance> limits) {

    static KeyRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body)
                .only("name", "tenant", "project", "roles", "models", "networks", "expires_at", "limits", "unlimited");
        NewKey key = new NewKey(
                fields.requiredText("name"),
                fields.text("tenant"),
                fields.text("project").orElse(Project.DEFAULT),
                roles(fields),
                new HashSet<>(fields.texts("models")),
                Networks.parse("networks", fields.texts("networks")),
                Times.optional(fields, "expires_at"));
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
}
