package dev.freehold.quota;

import java.time.Instant;
import java.time.InstantSource;

/** The wall clock of the moment it was made, carried on by a clock that nobody can set: time never goes back or jumps. */
final class MonotonicClock implements InstantSource {
    private final Instant start;
    private final long startNanos;

    MonotonicClock(InstantSource wall) {
        this.start = wall.instant();
        this.startNanos = System.nanoTime();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
