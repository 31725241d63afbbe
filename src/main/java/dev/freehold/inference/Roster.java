package dev.freehold.inference;

import dev.freehold.core.ModelId;
import dev.freehold.inference.Standing.State;
import dev.freehold.registry.ModelDirectory.Refusal;
import dev.freehold.registry.ModelFolder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is known of the models that do not answer: those that could, and folders that cannot. */
final class Roster {
    private final Map<ModelId, Resting> resting = new ConcurrentSkipListMap<>();
    private final List<Refusal> refused = new CopyOnWriteArrayList<>();

    /** A model that could answer. */
    record Resting(Offer offer, State state) {}

    void rest(ModelFolder folder, State state) {
        forgive(folder.id());
        resting.put(folder.id(), new Resting(new Offer(folder, Instant.now()), state));
    }

    /** It answers, or is gone. */
    void forget(ModelId id) {
        resting.remove(id);
        forgive(id);
    }

    Optional<Resting> resting(ModelId id) {
        return Optional.ofNullable(resting.get(id));
    }

    List<Resting> resting() {
        return List.copyOf(resting.values());
    }

    boolean is(ModelId id, State state) {
        return resting(id).filter(known -> known.state() == state).isPresent();
    }

    void refuse(Refusal refusal) {
        refused.removeIf(older -> older.folder().equals(refusal.folder()));
        refused.add(refusal);
    }

    private void forgive(ModelId id) {
        refused.removeIf(refusal -> refusal.folder().equals(id.value()));
    }

    void refuseOnly(List<Refusal> all) {
        refused.clear();
        refused.addAll(all);
    }

    List<Refusal> refusals() {
        return List.copyOf(refused);
    }
}
