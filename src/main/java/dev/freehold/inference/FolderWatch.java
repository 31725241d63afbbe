package dev.freehold.inference;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelDirectory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the operator's folders now and then. A folder that is new, changed or gone is followed when two looks in a row see the
 * same, so that nobody loads half a copy.
 */
final class FolderWatch {
    private static final Logger LOG = Logger.getLogger(FolderWatch.class);

    private final ModelDirectory directory;
    private final ModelChanges changes;
    private final LivingConfig config;
    private final ChangeNote note;
    private Map<ModelId, String> followed = Map.of();
    private Map<ModelId, String> seen = Map.of();
    private @Nullable ScheduledExecutorService looks;

    FolderWatch(ModelDirectory directory, ModelChanges changes, LivingConfig config, ChangeNote note) {
        this.directory = directory;
        this.changes = changes;
        this.config = config;
        this.note = note;
    }

    /** Begins to look, as often as the settings say; called when what is there now is loaded. */
    synchronized void start() {
        Duration every = config.watch().orElse(Duration.ZERO);
        if (every.isZero() || looks != null) {
            return;
        }
        followed = directory.stamps();
        seen = followed;
        looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("model-folders").factory());
        var _ = looks.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once; never throws, so that the next look comes. */
    void look() {
        try {
            Map<ModelId, String> before = seen;
            Map<ModelId, String> now = directory.stamps();
            seen = now;
            Map<ModelId, String> next = new HashMap<>(followed);
            now.forEach((id, stamp) -> {
                if (stamp.equals(before.get(id)) && !stamp.equals(followed.get(id)) && follow(id)) {
                    next.put(id, stamp);
                }
            });
            followed.keySet().stream()
                    .filter(id -> !now.containsKey(id) && !before.containsKey(id))
                    .forEach(id -> drop(id, next));
            followed = Map.copyOf(next);
        } catch (RuntimeException | Error failed) {
            LOG.error("The model folders could not be followed; the next look will try again.", failed);
        }
    }

    /** Whether that is done with, and not to be tried again before the folder changes. */
    private boolean follow(ModelId id) {
        try {
            changes.follow(id, config.load(), note);
            return true;
        } catch (ModelLoadException refused) {
            LOG.warnf("The folder of the model %s changed and is not served as it is: %s", id, refused.getMessage());
            return true;
        } catch (RuntimeException failed) {
            LOG.warnf("The folder of the model %s changed and cannot be followed now: %s", id, failed.getMessage());
            return false;
        }
    }

    private void drop(ModelId id, Map<ModelId, String> next) {
        LOG.infof("The folder of the model %s is gone.", id);
        changes.drop(id, note);
        next.remove(id);
    }

    synchronized void close() {
        if (looks != null) {
            looks.shutdownNow();
        }
    }
}
