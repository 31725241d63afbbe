package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.auth.Page;
import dev.freehold.auth.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as an admin sees it.
 *
 * @param managedBy {@code api} or {@code file}
 */
record TenantObject(
        String id,
        String name,
        @JsonProperty("managed_by") String managedBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("suspended_at") @Nullable Instant suspendedAt) {

    /** The answer to a list request. */
    record TenantList(
            List<TenantObject> tenants,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {
        static TenantList of(Page<Tenant> page) {
            return new TenantList(
                    page.items().stream().map(TenantObject::of).toList(),
                    page.next().orElse(null));
        }
    }

    static TenantObject of(Tenant tenant) {
        return new TenantObject(
                tenant.id(), tenant.name(), tenant.keeper().wireName(), tenant.createdAt(), tenant.suspendedAt());
    }
}
