package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final List<AuditEntry> recorded = new ArrayList<>();
    private Instant wall = START;
    private long nanos = Long.MAX_VALUE - 5;
    private boolean isWritable = true;

    private final AuditLog log = new AuditLog() {
        @Override
        public CompletableFuture<Long> append(AuditEntry entry) {
            return CompletableFuture.completedFuture(record(entry));
        }

        @Override
        public long record(AuditEntry entry) {
            if (!isWritable) {
                throw new Fault(FaultCode.AUDIT_UNAVAILABLE, "not now");
            }
            recorded.add(entry);
            return 0;
        }

        @Override
        public boolean isWritable() {
            return isWritable;
        }
    };

    private final ClockWatch watch = new ClockWatch(log, () -> wall, () -> nanos);

    private void pass(Duration monotonic, Duration onTheWall) {
        nanos += monotonic.toNanos();
        wall = wall.plus(onTheWall);
        watch.look();
    }

    @Test
    void clocksThatGoTogetherAreNoEvent() {
        for (int i = 0; i < 100_000; i++) {
            pass(Duration.ofSeconds(1), Duration.ofMillis(1001));
        }
        pass(Duration.ofDays(1), Duration.ofDays(1).plusMillis(999));
        assertEquals(List.of(), recorded);
    }

    @Test
    void everyJumpIsRecordedOnceWithBothValues() {
        Duration[] jumps = {
            Duration.ofHours(1),
            Duration.ofHours(-1),
            Duration.ofDays(1),
            Duration.ofDays(-1),
            Duration.ofMillis(1001),
            Duration.ofMillis(-1001)
        };
        for (Duration jump : jumps) {
            recorded.clear();
            pass(Duration.ofSeconds(1), Duration.ofSeconds(1).plus(jump));
            pass(Duration.ofSeconds(1), Duration.ofSeconds(1));

            assertEquals(1, recorded.size(), jump.toString());
            assertEquals("clock", recorded.getFirst().action());
            Instant now = wall.minusSeconds(1);
            assertEquals(
                    "wall=" + now + " expected=" + now.minus(jump),
                    recorded.getFirst().change());
        }
    }

    @Test
    void aJumpThatCouldNotBeRecordedIsNotForgotten() {
        isWritable = false;
        pass(Duration.ofSeconds(1), Duration.ofHours(2));
        isWritable = true;
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));

        assertEquals(1, recorded.size());
        assertTrue(String.valueOf(recorded.getFirst().change())
                .startsWith("wall=2026-11-22T14:00:01Z expected=2026-11-22T12:00:02Z"));
    }
}
