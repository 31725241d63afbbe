package dev.freehold;

import dev.freehold.api.Door;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.decoder.DecoderConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Leaves in order when it is told to stop: not ready any more, then nobody is let in, who is inside has until the drain limit, and
 * who is still there then is told so. The exit code is 0, for nothing went wrong. Told a second time, it waits for nobody.
 */
@ApplicationScoped
class Departure {
    private static final Logger LOG = Logger.getLogger(Departure.class);
    private static final int AFTER_EVERYTHING = Interceptor.Priority.APPLICATION + 900;

    /** For the last event of a stream to be read. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final FreeholdConfig config;
    private final DecoderConfig inference;
    private final Door door;
    private final ModelHost models;
    private final AtomicReference<@Nullable Thread> leaving = new AtomicReference<>();

    Departure(FreeholdConfig config, DecoderConfig inference, Door door, ModelHost models) {
        this.config = config;
        this.inference = inference;
        this.door = door;
        this.models = models;
    }

    void arrange(@Observes @Priority(AFTER_EVERYTHING) StartupEvent event) {
        if (config.isServing() && LaunchMode.current() == LaunchMode.NORMAL) {
            Signals.handle("TERM", this::begin);
            Signals.handle("INT", this::begin);
        }
    }

    private void begin() {
        Thread thread = Thread.ofPlatform().name("departure").unstarted(this::leave);
        Thread already = leaving.compareAndExchange(null, thread);
        if (already == null) {
            thread.start();
        } else {
            already.interrupt();
        }
    }

    private void leave() {
        try {
            door.announceLastCall();
            Thread.sleep(config.shutdownNotice());
            door.close();
            if (!door.awaitEmpty(inference.drain())) {
                LOG.warnf("Requests that did not end within %s are cut off", inference.drain());
            }
            models.close();
            if (!door.awaitEmpty(FAREWELL)) {
                LOG.warn("Clients that do not read are left behind");
            }
        } catch (InterruptedException toldTwice) {
            LOG.warn("Told to stop a second time: requests that run are cut off");
        } finally {
            door.close();
            Quarkus.asyncExit(0);
        }
    }
}
