package dev.freehold.alias;

import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;
import java.util.List;
import java.util.Optional;

/** The names that are no models' own. A change counts here at once, and on other replicas within five seconds. */
public interface Aliases {

    /** Writes a change down; called in the transaction that makes it, and what it throws undoes it. */
    @FunctionalInterface
    interface Note {
        void write(String action, String target, String change);
    }

    Optional<Alias> find(ModelId name);

    /** By name. */
    List<Alias> list();

    /**
     * Makes it, or puts it in the place of the one with its name.
     *
     * @throws Fault {@code CONFLICT} when the settings declare one with its name
     */
    void put(Alias alias, Note note);

    /**
     * Removes it when it is there.
     *
     * @throws Fault {@code CONFLICT} when the settings declare it
     */
    void remove(ModelId name, Note note);
}
