package dev.freehold.subject;

import java.util.Optional;

/**
 * Everybody of whom something personal is kept. Who they are is kept sealed, under a key of their own; everything else knows only
 * the handle. Safe for use by many threads and processes; what this process erases counts at once, what another one erases after
 * five seconds at the latest.
 */
public interface Subjects {

    /** The handle of somebody, for all that is known without waiting for the database. */
    Optional<String> remembered(String tenant, String identity);

    /**
     * The handle of somebody, made now if there is none; whoever was erased gets a new one.
     *
     * @param identity for example {@code jwt:https://issuer#subject} or {@code key:q7Tz0aB3xY}
     */
    String handle(String tenant, String identity);

    Optional<Subject> find(String tenant, String identity);

    Optional<Subject> find(String id);

    /** Who it is; empty once erased. */
    Optional<String> identity(String id);

    /**
     * Destroys the keys of all that is kept of a subject, and records it. What cannot be read any more is still proven by the
     * log. Does nothing more for one that was erased before.
     *
     * @throws dev.freehold.core.Fault {@code NOT_FOUND}; {@code CONFLICT} while the subject is held
     */
    Subject erase(String id, Order order);

    /**
     * Keeps a subject from being erased, and its payloads from being given up with age.
     *
     * @throws dev.freehold.core.Fault {@code NOT_FOUND}; {@code CONFLICT} when it was erased
     */
    Subject hold(String id, Order order);

    /** Ends the hold. */
    Subject release(String id, Order order);
}
