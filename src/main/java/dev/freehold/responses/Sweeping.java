package dev.freehold.responses;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Forgets responses whose time is over, every now and then. */
@ApplicationScoped
class Sweeping {
    private static final Logger LOG = Logger.getLogger(Sweeping.class);

    private final KeptResponses kept;
    private final Duration pause;
    private final CountDownLatch end = new CountDownLatch(1);

    Sweeping(KeptResponses kept, ResponsesConfig config) {
        this.kept = kept;
        this.pause = config.store().sweep();
    }

    /** At the start already, so that a key that is none stops it. */
    void start(@Observes StartupEvent event) {
        if (kept.isOn()) {
            Thread.ofVirtual().name("responses").start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        end.countDown();
    }

    private void run() {
        try {
            do {
                sweep();
            } while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What could not be forgotten now is forgotten in the next round, and cannot be read until then. */
    private void sweep() {
        try {
            kept.sweep();
        } catch (RuntimeException failed) {
            LOG.warn("Responses whose time is over could not be deleted", failed);
        }
    }
}
