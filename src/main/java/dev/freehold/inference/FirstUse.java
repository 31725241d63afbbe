package dev.freehold.inference;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Has models loaded that calls ask for. Calls that ask for the same wait for the same; the load goes on when they do not. */
final class FirstUse {
    private static final Logger LOG = Logger.getLogger(FirstUse.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ModelChanges changes;
    private final ChangeNote note;
    private final Duration wait;
    private final Map<ModelId, CompletableFuture<Void>> waking = new ConcurrentHashMap<>();

    FirstUse(ModelChanges changes, ChangeNote note, Duration wait) {
        this.changes = changes;
        this.note = note;
        this.wait = wait;
    }

    /**
     * Waits until the model was tried; one that could not be loaded is no longer there then.
     *
     * @throws Fault {@code OVERLOADED} when that takes too long, or there is no room for it
     */
    void await(ModelId id) {
        CompletableFuture<Void> loaded = waking.computeIfAbsent(id, this::wake);
        try {
            loaded.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new Fault(FaultCode.OVERLOADED, "The model '%s' is being loaded; try again soon.".formatted(id))
                    .retryAfter(SOON);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Fault fault
                    ? fault
                    : new Fault(FaultCode.INTERNAL, "The model could not be loaded.").causedBy(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Fault(FaultCode.CANCELLED, "The request was interrupted.").causedBy(interrupted);
        }
    }

    private CompletableFuture<Void> wake(ModelId id) {
        CompletableFuture<Void> loaded = new CompletableFuture<>();
        Thread.ofVirtual().name("wake " + id).start(() -> {
            Optional<Throwable> failure = tried(id);
            waking.remove(id); // before anybody hears of it: who asks afterwards is to have it tried again
            failure.ifPresentOrElse(loaded::completeExceptionally, () -> loaded.complete(null));
        });
        return loaded;
    }

    private Optional<Throwable> tried(ModelId id) {
        try {
            changes.wake(id, note);
            return Optional.empty();
        } catch (ModelLoadException refused) {
            LOG.errorf("The model %s was asked for and cannot be loaded: %s", id, refused.getMessage());
            return Optional.empty();
        } catch (RuntimeException | Error failed) {
            return Optional.of(failed);
        }
    }
}
