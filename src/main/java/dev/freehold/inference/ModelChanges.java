package dev.freehold.inference;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelChange.Cause;
import dev.freehold.inference.Standing.State;
import dev.freehold.registry.ModelDirectory;
import dev.freehold.registry.ModelDirectory.Refusal;
import dev.freehold.registry.ModelDirectory.Scan;
import dev.freehold.registry.ModelFolder;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Whatever happens to models happens here, one thing at a time: it is checked, loaded, written down, and only then counts. */
final class ModelChanges {
    private static final ChangeNote AT_THE_START = change -> {};

    private final ModelDirectory directory;
    private final Loading loading;
    private final Fleet fleet;
    private final Roster roster;
    private final Room room;
    private final Iterable<ModelObserver> observers;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean isClosing;

    ModelChanges(
            ModelDirectory directory,
            Loading loading,
            Fleet fleet,
            Roster roster,
            Room room,
            Iterable<ModelObserver> observers) {
        this.directory = directory;
        this.loading = loading;
        this.fleet = fleet;
        this.roster = roster;
        this.room = room;
        this.observers = observers;
    }

    /** Loads what the directory offers and is not loaded yet, as far as there is room, or at first use. */
    void start(LivingConfig.Moment moment) {
        turn.lock();
        try {
            long start = System.nanoTime();
            Scan scan = directory.scan();
            roster.refuseOnly(scan.refused());
            for (ModelFolder folder : scan.servable()) {
                if (isClosing || fleet.find(folder.id()).isPresent()) {
                    continue;
                }
                if (moment == LivingConfig.Moment.FIRST_USE || !room.isFreeFor(folder)) {
                    roster.rest(folder, State.IDLE);
                } else {
                    loadOrRefuse(folder, start);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private void loadOrRefuse(ModelFolder folder, long start) {
        try {
            replace(folder, directory.stamp(folder.id()), start, Cause.ORDER, AT_THE_START);
        } catch (ModelLoadException failed) {
            roster.refuse(new Refusal(folder.id().value(), String.valueOf(failed.getMessage())));
        }
    }

    /** See {@link ModelHost#load}; {@code again} is whether it is loaded even when the same files answer already. */
    void load(ModelId id, boolean again, Cause cause, ChangeNote note) throws ModelLoadException {
        turn.lock();
        try {
            checkOpen();
            long start = System.nanoTime();
            String stamp = directory.stamp(id);
            ModelFolder folder = inspected(id);
            if (again || !answers(folder)) {
                replace(folder, stamp, start, cause, note);
            }
        } catch (ModelLoadException failed) {
            refuse(id, failed);
            throw failed;
        } finally {
            turn.unlock();
        }
    }

    /** Loads one that waits for its first use, unless somebody else has. */
    void wake(ModelId id, ChangeNote note) throws ModelLoadException {
        turn.lock();
        try {
            if (roster.is(id, State.IDLE)) {
                load(id, false, Cause.FIRST_USE, note);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Follows a folder that is not what it was: one that nobody unloaded is loaded, or waits for its use as it did before. */
    void follow(ModelId id, LivingConfig.Moment moment, ChangeNote note) throws ModelLoadException {
        turn.lock();
        try {
            checkOpen();
            if (roster.is(id, State.UNLOADED)) {
                return;
            }
            long start = System.nanoTime();
            String stamp = directory.stamp(id);
            ModelFolder folder = inspected(id);
            boolean waits = moment == LivingConfig.Moment.FIRST_USE || !room.isFreeFor(folder);
            if (fleet.find(id).isEmpty() && (waits || roster.is(id, State.IDLE))) {
                roster.rest(folder, State.IDLE);
            } else if (!answers(folder)) {
                replace(folder, stamp, start, Cause.FOLDER, note);
            }
        } catch (ModelLoadException failed) {
            refuse(id, failed);
            throw failed;
        } finally {
            turn.unlock();
        }
    }

    private void refuse(ModelId id, ModelLoadException failed) {
        if (roster.is(id, State.IDLE)) {
            roster.forget(id);
        }
        roster.refuse(new Refusal(id.value(), String.valueOf(failed.getMessage())));
    }

    private ModelFolder inspected(ModelId id) throws ModelLoadException {
        Scan found = directory.inspect(id);
        for (Refusal refusal : found.refused()) {
            throw new ModelLoadException(refusal.reason());
        }
        return found.servable().stream().findFirst().orElseThrow(ModelChanges::unknown);
    }

    private boolean answers(ModelFolder folder) {
        return digest(folder.id()).equals(Optional.of(folder.digest()));
    }

    /** @param stamp of the folder before its files were checked */
    private void replace(ModelFolder folder, String stamp, long start, Cause cause, ChangeNote note)
            throws ModelLoadException {
        ModelId id = folder.id();
        room.make(folder);
        Loaded next = loading.load(folder, start);
        try {
            checkUntouched(folder, stamp);
            note.write(new ModelChange(id, digest(id), Optional.of(folder.digest()), cause));
        } catch (ModelLoadException | RuntimeException prevented) {
            next.model().close();
            throw prevented;
        }
        fleet.put(next);
        roster.forget(id);
        tell(id);
    }

    /** What was checked must be what was loaded. */
    private void checkUntouched(ModelFolder folder, String stamp) throws ModelLoadException {
        if (!directory.stamp(folder.id()).equals(stamp)) {
            throw new ModelLoadException(
                    "its files changed while it was being loaded; load it again when they are whole");
        }
    }

    private Optional<String> digest(ModelId id) {
        return fleet.find(id).map(live -> live.loaded().folder().digest());
    }

    private void tell(ModelId id) {
        observers.forEach(observer -> observer.changed(id));
    }

    /** See {@link ModelHost#unload}. */
    void unload(ModelId id, ChangeNote note) {
        turn.lock();
        try {
            checkOpen();
            ModelFolder folder = fleet.find(id)
                    .map(live -> live.loaded().folder())
                    .or(() -> roster.resting(id).map(resting -> resting.offer().folder()))
                    .orElseThrow(ModelChanges::unknown);
            if (!roster.is(id, State.UNLOADED)) {
                note.write(new ModelChange(id, digest(id), Optional.empty(), Cause.ORDER));
                roster.rest(folder, State.UNLOADED);
                fleet.remove(id);
                tell(id);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Forgets a model whose folder is gone; calls that run finish. */
    void drop(ModelId id, ChangeNote note) {
        turn.lock();
        try {
            if (fleet.find(id).isPresent()) {
                note.write(new ModelChange(id, digest(id), Optional.empty(), Cause.FOLDER));
                fleet.remove(id);
                tell(id);
            }
            roster.forget(id);
        } finally {
            turn.unlock();
        }
    }

    private void checkOpen() {
        if (isClosing) {
            throw new Fault(FaultCode.SHUTTING_DOWN, "The server is shutting down.");
        }
    }

    private static Fault unknown() {
        return new Fault(FaultCode.NOT_FOUND, "There is no such model.");
    }

    /** Waits for what is being done, and closes all models. Idempotent. */
    void close() {
        isClosing = true;
        turn.lock();
        try {
            fleet.close();
        } finally {
            turn.unlock();
        }
    }
}
