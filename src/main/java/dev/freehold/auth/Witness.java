package dev.freehold.auth;

/** Writes a change down. */
@FunctionalInterface
public interface Witness {

    /**
     * Called before the change is final; MUST return only when the note is durable, and what it throws undoes the change.
     *
     * @param action for example {@code tenant.create}
     * @param target the id of what changes
     * @param change what changes about it, without secrets
     */
    void note(String action, String target, String change);
}
