package dev.freehold.auth;

import java.util.Optional;

/**
 * The organisations of this deployment. They are never deleted, only suspended. Implementations MUST be safe for use by many
 * threads.
 */
public interface Tenants {

    /**
     * Makes a tenant with its project {@code default}.
     *
     * @throws dev.freehold.core.Fault {@code FORBIDDEN} when the mandate does not reach everything; {@code CONFLICT} when there is
     *     one of this id
     */
    Tenant create(NewUnit wish, Mandate mandate);

    /** Those within reach, by their ids. */
    Page<Tenant> list(Reach reach, Page.Wish wish);

    Optional<Tenant> find(Reach reach, String id);

    /**
     * Renames, suspends or lets in again, at once in this process and within five seconds in others.
     *
     * @throws dev.freehold.core.Fault {@code NOT_FOUND} when it is out of reach; {@code FORBIDDEN} when the mandate does not reach
     *     everything; {@code CONFLICT} when somebody else looks after it, or when the root organisation would be suspended
     */
    Tenant change(String id, UnitChange change, Mandate mandate);
}
