package dev.freehold;

import dev.freehold.audit.AuditIndex;
import dev.freehold.quota.UsageFollower;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Lets those who follow the audit log catch up with it every few seconds, so that nobody who asks them waits long. */
@ApplicationScoped
class Followers {
    private static final Logger LOG = Logger.getLogger(Followers.class);
    private static final long SECONDS_BETWEEN = 5;

    private final UsageFollower usage;
    private final AuditIndex index;
    private final CountDownLatch end = new CountDownLatch(1);

    Followers(UsageFollower usage, AuditIndex index) {
        this.usage = usage;
        this.index = index;
    }

    void start() {
        usage.check();
        follow("usage", usage::catchUp);
        follow("index", index::catchUp);
    }

    void stop() {
        end.countDown();
    }

    private void follow(String name, Runnable catchUp) {
        Thread.ofVirtual().name(name).start(() -> run(name, catchUp));
    }

    private void run(String name, Runnable catchUp) {
        try {
            do {
                round(name, catchUp);
            } while (!end.await(SECONDS_BETWEEN, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What could not be taken in now is taken in the next round: the log still has it, and so has the next start. */
    private void round(String name, Runnable catchUp) {
        try {
            catchUp.run();
        } catch (RuntimeException failed) {
            if (end.getCount() > 0) {
                LOG.warnf(failed, "The %s could not catch up with the audit log", name);
            }
        }
    }
}
