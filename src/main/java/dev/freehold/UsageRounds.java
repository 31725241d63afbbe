package dev.freehold;

import dev.freehold.quota.UsageFollower;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Lets the usage catch up with the audit log every few seconds, so that no report has much to add up. */
@ApplicationScoped
class UsageRounds {
    private static final Logger LOG = Logger.getLogger(UsageRounds.class);
    private static final long SECONDS_BETWEEN = 5;

    private final UsageFollower usage;
    private final CountDownLatch end = new CountDownLatch(1);

    UsageRounds(UsageFollower usage) {
        this.usage = usage;
    }

    void start() {
        usage.check();
        Thread.ofVirtual().name("usage").start(this::run);
    }

    void stop() {
        end.countDown();
    }

    private void run() {
        try {
            do {
                catchUp();
            } while (!end.await(SECONDS_BETWEEN, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What could not be added now is added in the next round: the log still has it. */
    private void catchUp() {
        try {
            usage.catchUp();
        } catch (RuntimeException failed) {
            LOG.warn("The usage could not catch up with the audit log", failed);
        }
    }
}
