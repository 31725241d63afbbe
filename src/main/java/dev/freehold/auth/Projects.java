package dev.freehold.auth;

import java.util.Optional;

/** The projects of tenants; never deleted, only suspended. Implementations MUST be safe for use by many threads. */
public interface Projects {

    /**
     * Makes a project.
     *
     * @throws dev.freehold.core.Fault {@code NOT_FOUND} when the tenant is out of reach; {@code CONFLICT} when there is one of
     *     this id, or when somebody else looks after the tenant
     */
    Project create(String tenant, NewUnit wish, Mandate mandate);

    /**
     * Those of one tenant, by their ids.
     *
     * @throws dev.freehold.core.Fault {@code NOT_FOUND} when the tenant is out of reach
     */
    Page<Project> list(Reach reach, String tenant, Page.Wish wish);

    Optional<Project> find(Reach reach, String tenant, String id);

    /**
     * Renames, suspends or lets in again, at once in this process and within five seconds in others.
     *
     * @throws dev.freehold.core.Fault {@code NOT_FOUND} when it is out of reach; {@code CONFLICT} when somebody else looks after it
     */
    Project change(String tenant, String id, UnitChange change, Mandate mandate);
}
