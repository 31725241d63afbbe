package dev.freehold.quota;

import java.time.Duration;
import java.util.UUID;

/**
 * The database's promise to leave this process's holds alone until a moment that the process can tell by its own monotonic clock,
 * whether it reaches the database or not. A lease that has lapsed never comes back; the process takes another one.
 */
final class Lease {
    private final String owner = UUID.randomUUID().toString();
    private final long length;
    private volatile long renewedAt;
    private volatile boolean lost;

    /** {@code asked} is {@link System#nanoTime} from before the database was asked. */
    Lease(Duration length, long asked) {
        this.length = length.toNanos();
        this.renewedAt = asked;
    }

    String owner() {
        return owner;
    }

    void renewed(long asked) {
        renewedAt = asked;
    }

    /** False when that was known. */
    boolean lose() {
        boolean isNew = !lost;
        lost = true;
        return isNew;
    }

    boolean isLapsed() {
        return lost || System.nanoTime() - renewedAt >= length;
    }
}
