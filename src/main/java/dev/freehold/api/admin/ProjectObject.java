package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.auth.Page;
import dev.freehold.auth.Project;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project as an admin sees it.
 *
 * @param managedBy {@code api} or {@code file}
 */
record ProjectObject(
        String tenant,
        String id,
        String name,
        @JsonProperty("managed_by") String managedBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("suspended_at") @Nullable Instant suspendedAt) {

    /** The answer to a list request. */
    record ProjectList(
            List<ProjectObject> projects,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {
        static ProjectList of(Page<Project> page) {
            return new ProjectList(
                    page.items().stream().map(ProjectObject::of).toList(),
                    page.next().orElse(null));
        }
    }

    static ProjectObject of(Project project) {
        return new ProjectObject(
                project.tenant(),
                project.id(),
                project.name(),
                project.keeper().wireName(),
                project.createdAt(),
                project.suspendedAt());
    }
}
