package dev.freehold.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.auth.Names;
import dev.freehold.core.Fault;
import dev.freehold.core.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the access file says. What it does not name is not there, or no longer: a tenant that disappears from it is suspended.
 *
 * @param tenants required, so that an empty file suspends nobody by accident
 */
@RegisterForReflection
record AccessDocument(@JsonProperty(required = true) List<TenantEntry> tenants, List<RoleEntry> roles) {

    AccessDocument {
        tenants = required("tenants", tenants);
        roles = listed(roles);
        distinct("tenants", tenants, TenantEntry::id);
    }

    /** A tenant. Without limits and without {@code unlimited} it has none of its own. */
    @RegisterForReflection
    record TenantEntry(
            @JsonProperty(required = true) String id,
            @Nullable String name,
            boolean suspended,
            List<LimitEntry> limits,
            List<ProjectEntry> projects) {
        TenantEntry {
            Names.id("id", required("id", id));
            Names.title("name", name == null ? id : name);
            limits = listed(limits);
            projects = listed(projects);
            distinct("projects", projects, ProjectEntry::id);
        }

        String title() {
            return name == null ? id : name;
        }
    }

    /** A project; {@code default} need not be named. */
    @RegisterForReflection
    record ProjectEntry(
            @JsonProperty(required = true) String id,
            @Nullable String name,
            boolean suspended,
            List<LimitEntry> limits) {
        ProjectEntry {
            Names.id("id", required("id", id));
            Names.title("name", name == null ? id : name);
            limits = listed(limits);
        }

        String title() {
            return name == null ? id : name;
        }
    }

    /** What the members of an issuer's group may do. */
    @RegisterForReflection
    record RoleEntry(
            @JsonProperty(required = true) String issuer,
            @JsonProperty(required = true) String group,
            @JsonProperty(required = true) List<String> roles) {
        RoleEntry {
            required("issuer", issuer);
            required("group", group);
            roles = required("roles", roles);
            for (String role : roles) {
                if (Role.parse(role).isEmpty()) {
                    throw Fault.invalid("roles", "'roles' must name some of inference, operator, auditor, admin.");
                }
            }
        }
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw Fault.invalid(name, "'%s' is required.".formatted(name));
        }
        return value;
    }

    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static <T> void distinct(String name, List<T> entries, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        for (T entry : entries) {
            if (!seen.add(id.apply(entry))) {
                throw Fault.invalid(name, "'%s' names '%s' twice.".formatted(name, id.apply(entry)));
            }
        }
    }
}
