package dev.freehold.audit.anchor;

import dev.freehold.tlog.SignedNote;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Brings the newest checkpoint to one anchor, on a thread of its own: a slow one holds up nobody. */
final class AnchorWorker {
    private static final Logger LOG = Logger.getLogger(AnchorWorker.class);

    private final Anchor anchor;
    private final Duration interval;
    private final AtomicReference<@Nullable SignedNote> waiting = new AtomicReference<>();
    private final Thread thread;
    private volatile long anchoredAt;
    private volatile boolean isAnchored;
    private volatile boolean isFailing;
    private volatile boolean isStopped;

    AnchorWorker(Anchor anchor, Duration interval) {
        this.anchor = anchor;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("anchor " + anchor.name()).unstarted(this::run);
    }

    Anchor anchor() {
        return anchor;
    }

    void start() {
        anchoredAt = System.nanoTime();
        thread.start();
    }

    void offer(SignedNote checkpoint) {
        waiting.set(checkpoint);
        LockSupport.unpark(thread);
    }

    void stop() {
        isStopped = true;
        LockSupport.unpark(thread);
    }

    /** Time since a checkpoint was kept there; since the start when none was yet. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - anchoredAt);
    }

    boolean isAnchored() {
        return isAnchored;
    }

    private void run() {
        try {
            while (!isStopped) {
                SignedNote checkpoint = waiting.getAndSet(null);
                if (checkpoint == null) {
                    LockSupport.park(this);
                } else {
                    put(checkpoint);
                    Thread.sleep(interval);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(SignedNote checkpoint) throws InterruptedException {
        try {
            anchor.put(checkpoint);
            anchoredAt = System.nanoTime();
            isAnchored = true;
            if (isFailing) {
                LOG.infof("%s takes checkpoints again", anchor.name());
            }
            isFailing = false;
        } catch (IOException | RuntimeException failed) {
            if (!isFailing) {
                LOG.errorf("%s did not take a checkpoint: %s", anchor.name(), failed);
            }
            isFailing = true;
        }
    }
}
