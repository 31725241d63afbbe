package dev.freehold.inference;

import dev.freehold.core.ModelId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The models that answer, by name, and those that only finish what they began. */
final class Fleet {
    private final ConcurrentSkipListMap<ModelId, LiveModel> serving = new ConcurrentSkipListMap<>();
    private final Set<LiveModel> draining = ConcurrentHashMap.newKeySet();

    Optional<LiveModel> find(ModelId id) {
        return Optional.ofNullable(serving.get(id));
    }

    /** One that is retired meanwhile has its successor in its place already, or none. */
    Optional<Lease<ServableModel>> lease(ModelId id) {
        for (LiveModel live = serving.get(id); live != null; live = serving.get(id)) {
            Optional<Lease<ServableModel>> lease = live.lease();
            if (lease.isPresent()) {
                return lease;
            }
            Thread.onSpinWait();
        }
        return Optional.empty();
    }

    Collection<LiveModel> serving() {
        return List.copyOf(serving.values());
    }

    List<LiveModel> draining(ModelId id) {
        return draining.stream()
                .filter(live -> live.loaded().model().id().equals(id))
                .toList();
    }

    /** New calls get this one from now on; the one before it finishes those that it has. */
    void put(Loaded next) {
        retire(serving.put(next.folder().id(), new LiveModel(next)));
    }

    /** There are no new calls from now on. */
    void remove(ModelId id) {
        retire(serving.remove(id));
    }

    /**
     * The same, unless somebody uses it.
     *
     * @param first runs when it is certain; what it throws leaves the model as it is
     */
    boolean removeIfUnused(LiveModel live, Runnable first) {
        if (!live.endIfUnused()) {
            return false;
        }
        try {
            first.run();
        } catch (RuntimeException prevented) {
            live.revive();
            throw prevented;
        }
        serving.remove(live.loaded().folder().id(), live);
        retire(live);
        return true;
    }

    private void retire(@Nullable LiveModel before) {
        if (before != null) {
            draining.add(before);
            before.retire(() -> draining.remove(before));
        }
    }

    /** Bytes that all of them take, those included that only finish. */
    long memoryBytes() {
        long bytes = 0;
        for (Collection<LiveModel> some : List.of(serving.values(), draining)) {
            bytes += some.stream()
                    .mapToLong(live -> live.loaded().folder().bytes())
                    .sum();
        }
        return bytes;
    }

    /** For how long nobody has used it. */
    private record Unused(LiveModel live, long nanos) {}

    /** Those that nobody uses, who was used longest ago first. */
    List<LiveModel> unused() {
        long now = System.nanoTime();
        return serving.values().stream()
                .filter(live -> live.leases() == 0)
                .map(live -> new Unused(live, now - live.lastUse()))
                .sorted(Comparator.comparingLong(Unused::nanos).reversed())
                .map(Unused::live)
                .toList();
    }

    /** Closes all, whatever they are doing; they are found all the same, and say themselves that they are closed. */
    void close() {
        List<LiveModel> all = new ArrayList<>(serving.descendingMap().values());
        all.addAll(draining);
        all.forEach(LiveModel::close);
    }
}
