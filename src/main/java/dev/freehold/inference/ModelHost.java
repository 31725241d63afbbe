package dev.freehold.inference;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelChange.Cause;
import dev.freehold.inference.Standing.State;
import dev.freehold.registry.ModelDirectory;
import dev.freehold.registry.ModelDirectory.Refusal;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The models that this process serves, by name. They come, change and go while calls run: whoever has a lease keeps the model that
 * it began with. What cannot be loaded changes nothing.
 */
@ApplicationScoped
public class ModelHost implements AutoCloseable {
    /** How often a call has its model loaded that is taken away again before it can use it. */
    private static final int MOST_TRIES = 4;

    private final LivingConfig config;
    private final Fleet fleet = new Fleet();
    private final Roster roster = new Roster();
    private final ModelChanges changes;
    private final FirstUse firstUse;
    private final FolderWatch watch;

    @Inject
    ModelHost(
            InferenceConfig inference,
            LivingConfig config,
            ModelDirectory directory,
            ChangeNote own,
            @Any Instance<ModelLoader> loaders,
            @Any Instance<ModelObserver> observers) {
        this(config, directory, own, loaders, observers);
        NativeRuntime.unpackInto(inference.cacheDir());
    }

    /** @param own writes down the changes that nobody ordered */
    public ModelHost(
            LivingConfig config,
            ModelDirectory directory,
            ChangeNote own,
            Iterable<ModelLoader> loaders,
            Iterable<ModelObserver> observers) {
        this.config = config;
        OptionalLong memory = config.memory().map(MemorySize::asLongValue).stream()
                .mapToLong(Long::longValue)
                .findFirst();
        Room room = new Room(fleet, roster, memory, own);
        this.changes = new ModelChanges(directory, new Loading(loaders), fleet, roster, room, observers);
        this.firstUse = new FirstUse(changes, own, config.loadWait());
        this.watch = new FolderWatch(directory, changes, config, own);
    }

    /** What became of every folder. */
    public record Report(List<Loaded> loaded, List<Refusal> refused) {
        public Report {
            loaded = List.copyOf(loaded);
            refused = List.copyOf(refused);
        }
    }

    /**
     * Loads what the directory offers that is not loaded yet, one model after the other, and begins to watch it, as the settings
     * say. One that fails never stops the others.
     */
    public Report load() {
        changes.start(config.load());
        watch.start();
        return report();
    }

    /**
     * Has what lies in the model's folder now answer to its name. Its files are checked as at the start; calls that run stay
     * with what they began with.
     *
     * @param again whether it is loaded even when the same files answer already
     * @throws ModelLoadException with a sentence for the operator when it cannot be served; what answered before still does
     * @throws Fault {@code NOT_FOUND} when there is no such folder, {@code OVERLOADED} when there is no room for it now
     */
    public Standing load(ModelId id, boolean again, ChangeNote note) throws ModelLoadException {
        changes.load(id, again, Cause.ORDER, note);
        return standing(id);
    }

    /**
     * Lets no new calls come to a model; it is closed when those that run have ended. One that is not loaded stays so.
     *
     * @throws Fault {@code NOT_FOUND} when there is no such model
     */
    public Standing unload(ModelId id, ChangeNote note) {
        changes.unload(id, note);
        return standing(id);
    }

    /**
     * The right to use the model of this name; one that is closing says so itself.
     *
     * @throws Fault when it has to be loaded first and cannot be now
     */
    public Optional<Lease<ServableModel>> lease(ModelId id) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Lease<ServableModel>> lease = fleet.lease(id);
            if (lease.isPresent() || !offers(id)) {
                return lease;
            }
            if (roster.is(id, State.IDLE)) {
                firstUse.await(id);
            }
        }
        throw new Fault(FaultCode.OVERLOADED, "Other models need the memory of '%s'; try again soon.".formatted(id))
                .retryAfter(Duration.ofSeconds(1));
    }

    /** The model that answers to this name now, to look at; whoever uses it takes a {@link #lease}. */
    public Optional<ServableModel> find(ModelId id) {
        return fleet.find(id).map(live -> live.loaded().model());
    }

    /** Whether this name is a model's own, of one that answers or could. */
    public boolean knows(ModelId id) {
        return roster.resting(id).isPresent()
                || fleet.find(id).isPresent()
                || roster.resting(id).isPresent(); // it may have gone from one to the other meanwhile
    }

    /** Whether calls can ask for this name. */
    public boolean offers(ModelId id) {
        return roster.is(id, State.IDLE)
                || fleet.find(id).isPresent()
                || roster.is(id, State.IDLE); // it may have gone from one to the other meanwhile
    }

    /** The models that calls can ask for, by name. */
    public List<Offer> offers() {
        return standings().stream()
                .filter(standing -> standing.state() != State.UNLOADED)
                .map(Standing::offer)
                .toList();
    }

    /** The models that answer, by name. */
    public List<ServableModel> loaded() {
        return report().loaded().stream().map(Loaded::model).toList();
    }

    /** The same with their folders and times, and folders that are not served as they are now. */
    public Report report() {
        return new Report(fleet.serving().stream().map(LiveModel::loaded).toList(), refusals());
    }

    /** Folders that are not served as they are now, with the reason. */
    public List<Refusal> refusals() {
        return roster.refusals();
    }

    /** How every model stands, by name. */
    public List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        fleet.serving().forEach(live -> standings.add(standing(live)));
        roster.resting().stream()
                .filter(resting -> fleet.find(resting.offer().id()).isEmpty())
                .forEach(resting -> standings.add(standing(resting)));
        standings.sort(Comparator.comparing(standing -> standing.offer().id()));
        return standings;
    }

    private Standing standing(ModelId id) {
        return Stream.concat(
                        fleet.find(id).map(this::standing).stream(), roster.resting(id).map(this::standing).stream())
                .findFirst()
                .orElseThrow();
    }

    private Standing standing(LiveModel live) {
        Loaded loaded = live.loaded();
        return new Standing(
                loaded.offer(), State.SERVING, Optional.of(loaded), live.leases(), draining(loaded.offer()));
    }

    private Standing standing(Roster.Resting resting) {
        return new Standing(resting.offer(), resting.state(), Optional.empty(), 0, draining(resting.offer()));
    }

    private int draining(Offer offer) {
        return fleet.draining(offer.id()).size();
    }

    /** Closes the models, whatever they are doing; one that fails does not keep the others open. Idempotent. */
    @Override
    @PreDestroy
    public void close() {
        watch.close();
        changes.close();
    }
}
