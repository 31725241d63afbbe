package dev.freehold.api;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows how many requests are inside, and lets no more in once it is closed. */
@ApplicationScoped
public class Door {
    private static final long LOOK_EVERY_MILLIS = 5;

    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean isLastCall;
    private volatile boolean isClosed;

    /** From now on, answers ask their clients for another connection, which a balancer gives them elsewhere. */
    public void announceLastCall() {
        isLastCall = true;
    }

    public boolean isLastCall() {
        return isLastCall;
    }

    /** Lets nobody in any more; whoever is inside stays. */
    public void close() {
        isLastCall = true;
        isClosed = true;
    }

    /**
     * Waits until nobody is inside.
     *
     * @return whether everybody had left in time
     */
    public boolean awaitEmpty(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (inside.get() > 0) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    /** Counted before the door is looked at, so that whoever waits for the last one misses nobody. */
    boolean lets(RoutingContext context) {
        inside.incrementAndGet();
        context.addEndHandler(ignored -> inside.decrementAndGet());
        if (isLastCall && context.request().version() == HttpVersion.HTTP_1_1) {
            context.response().putHeader("connection", "close");
        }
        return !isClosed;
    }
}
