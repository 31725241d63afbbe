package dev.freehold.audit;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Notices when the wall clock jumps: between two looks it must advance as the monotonic clock does, give or take a second. What it
 * drifts slowly, as time servers let it, is no jump. Used by one thread.
 */
@ApplicationScoped
public class ClockWatch {
    private static final Logger LOG = Logger.getLogger(ClockWatch.class);
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final AuditLog log;
    private final InstantSource wall;
    private final LongSupplier monotonic;
    private Instant lastWall;
    private long lastMonotonic;

    @Inject
    ClockWatch(AuditLog log) {
        this(log, InstantSource.system(), System::nanoTime);
    }

    ClockWatch(AuditLog log, InstantSource wall, LongSupplier monotonic) {
        this.log = log;
        this.wall = wall;
        this.monotonic = monotonic;
        this.lastWall = wall.instant();
        this.lastMonotonic = monotonic.getAsLong();
    }

    /** Looks at both clocks; a jump is recorded with what the wall clock says and what it should say. */
    public void look() {
        long nanos = monotonic.getAsLong();
        Instant now = wall.instant();
        Instant expected = lastWall.plusNanos(nanos - lastMonotonic);
        if (Duration.between(expected, now).abs().compareTo(TOLERANCE) > 0 && !isRecorded(now, expected)) {
            return;
        }
        lastWall = now;
        lastMonotonic = nanos;
    }

    /** What cannot be recorded now is found again at the next look. */
    private boolean isRecorded(Instant now, Instant expected) {
        try {
            log.record(AuditEntry.of(Kind.LIFECYCLE, "clock")
                    .at(now)
                    .change("wall=" + now + " expected=" + expected)
                    .build());
            return true;
        } catch (Fault unavailable) {
            LOG.warnf("The clock jumped from %s to %s, and that could not be recorded yet", expected, now);
            return false;
        }
    }
}
