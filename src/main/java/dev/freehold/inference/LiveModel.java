package dev.freehold.inference;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** A loaded model and its leases. Once it is retired there are no new ones, and it closes with the last. */
final class LiveModel {
    private static final Logger LOG = Logger.getLogger(LiveModel.class);

    private final Loaded loaded;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private int leases;
    private boolean isRetired;
    private Runnable afterwards = () -> {};
    private long lastUse = System.nanoTime();

    LiveModel(Loaded loaded) {
        this.loaded = loaded;
    }

    Loaded loaded() {
        return loaded;
    }

    /** Absent once it is retired. */
    synchronized Optional<Lease<ServableModel>> lease() {
        if (isRetired) {
            return Optional.empty();
        }
        leases++;
        lastUse = System.nanoTime();
        AtomicBoolean isOver = new AtomicBoolean();
        return Optional.of(new Lease<>(loaded.model(), () -> {
            if (isOver.compareAndSet(false, true)) {
                release();
            }
        }));
    }

    synchronized int leases() {
        return leases;
    }

    /** When it was last asked for, or stopped being used, by {@link System#nanoTime}. */
    synchronized long lastUse() {
        return lastUse;
    }

    /**
     * Lets the running calls end and closes then; at once when there are none.
     *
     * @param closed runs afterwards
     */
    void retire(Runnable closed) {
        boolean isFree;
        synchronized (this) {
            isRetired = true;
            afterwards = closed;
            isFree = leases == 0;
        }
        if (isFree) {
            close();
        }
    }

    /** Ends new leases when there are none; {@link #retire} or {@link #revive} MUST follow soon, for callers wait. */
    synchronized boolean endIfUnused() {
        if (leases == 0) {
            isRetired = true;
        }
        return leases == 0;
    }

    synchronized void revive() {
        isRetired = false;
    }

    /** Cancels what still runs. Idempotent. */
    void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        try {
            loaded.model().close();
        } catch (RuntimeException failure) {
            LOG.errorf(
                    failure, "The model %s did not close well.", loaded.model().id());
        }
        synchronized (this) {
            afterwards.run();
        }
    }

    /** Whoever ends the last call does not wait until native memory is given back. */
    private void release() {
        boolean isLast;
        synchronized (this) {
            leases--;
            lastUse = System.nanoTime();
            isLast = isRetired && leases == 0;
        }
        if (isLast) {
            Thread.ofPlatform().name("close " + loaded.model().id()).daemon().start(this::close);
        }
    }
}
