package dev.freehold.inference;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.ModelChange.Cause;
import dev.freehold.inference.Standing.State;
import dev.freehold.registry.ModelFolder;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The memory that all models share. A model that is not in use makes room for another, who was used longest ago first. */
final class Room {
    private static final Duration UNTIL_SOMEBODY_IS_DONE = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final Roster roster;
    private final OptionalLong bytes;
    private final ChangeNote note;

    Room(Fleet fleet, Roster roster, OptionalLong bytes, ChangeNote note) {
        this.fleet = fleet;
        this.roster = roster;
        this.bytes = bytes;
        this.note = note;
    }

    boolean isFreeFor(ModelFolder folder) {
        return bytes.isEmpty() || fleet.memoryBytes() + folder.bytes() <= bytes.getAsLong();
    }

    /**
     * Makes room for a model. What answers to its own name stays, for that serves on when the load fails.
     *
     * @throws ModelLoadException when there will never be room
     * @throws Fault {@code OVERLOADED} when those that have the memory are in use
     */
    void make(ModelFolder folder) throws ModelLoadException {
        if (bytes.isPresent() && folder.bytes() > bytes.getAsLong()) {
            throw new ModelLoadException("it takes %s, and all models together may take %s (freehold.models.memory)"
                    .formatted(megabytes(folder.bytes()), megabytes(bytes.getAsLong())));
        }
        for (LiveModel unused : fleet.unused()) {
            if (!isFreeFor(folder) && !unused.loaded().folder().id().equals(folder.id())) {
                evict(unused);
            }
        }
        if (!isFreeFor(folder)) {
            throw new Fault(
                            FaultCode.OVERLOADED,
                            "There is no room for the model '%s', which takes %s: of %s, %s are taken by models in use."
                                    .formatted(
                                            folder.id(),
                                            megabytes(folder.bytes()),
                                            megabytes(bytes.orElseThrow()),
                                            megabytes(fleet.memoryBytes())))
                    .retryAfter(UNTIL_SOMEBODY_IS_DONE);
        }
    }

    private void evict(LiveModel unused) {
        ModelFolder folder = unused.loaded().folder();
        fleet.removeIfUnused(unused, () -> {
            note.write(new ModelChange(folder.id(), Optional.of(folder.digest()), Optional.empty(), Cause.MEMORY));
            roster.rest(folder, State.IDLE);
        });
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
