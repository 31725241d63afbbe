package dev.freehold.payload;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Gives payloads up when they reach their age, and records that it did. The log keeps their entries, and their numbers. */
@ApplicationScoped
public class PayloadRetention {
    private static final Logger LOG = Logger.getLogger(PayloadRetention.class);
    private static final long MINUTES_BETWEEN = 10;

    private final Blobs blobs;
    private final AuditLog audit;
    private final Optional<Duration> retention;
    private final CountDownLatch end = new CountDownLatch(1);

    PayloadRetention(Blobs blobs, AuditLog audit, PayloadConfig config) {
        this.blobs = blobs;
        this.audit = audit;
        this.retention = config.retention();
    }

    public void start() {
        retention.ifPresent(age -> Thread.ofVirtual().name("payload-retention").start(() -> run(age)));
    }

    public void stop() {
        end.countDown();
    }

    private void run(Duration age) {
        try {
            do {
                tryToGiveUp(age);
            } while (!end.await(MINUTES_BETWEEN, TimeUnit.MINUTES));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What could not be deleted now is deleted in the next round. */
    private void tryToGiveUp(Duration age) {
        try {
            giveUp(Instant.now().minus(age));
        } catch (RuntimeException failed) {
            LOG.warn("Old payloads could not be given up", failed);
        }
    }

    void giveUp(Instant before) {
        int count = blobs.deleteBefore(before);
        if (count > 0) {
            audit.record(AuditEntry.of(Kind.ADMIN, "payload.expire")
                    .outcome("ok")
                    .change("count=" + count + " before=" + before)
                    .build());
        }
    }
}
