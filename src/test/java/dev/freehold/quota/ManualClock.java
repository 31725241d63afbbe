package dev.freehold.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only moves when it is told to, back too. */
final class ManualClock implements InstantSource {
    private final AtomicLong micros;

    ManualClock(String start) {
        this.micros = new AtomicLong(Micros.of(Instant.parse(start)));
    }

    @Override
    public Instant instant() {
        return Micros.instant(micros.get());
    }

    void advance(Duration by) {
        advance(by.toNanos() / 1000);
    }

    void advance(long byMicros) {
        micros.addAndGet(byMicros);
    }

    void set(String instant) {
        micros.set(Micros.of(Instant.parse(instant)));
    }
}
