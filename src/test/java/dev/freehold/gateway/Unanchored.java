package dev.freehold.gateway;

import dev.freehold.audit.Exposure;
import java.time.Duration;
import java.util.Optional;

/** Nobody outside is waited for. */
record Unanchored() implements Exposure {
    @Override
    public Optional<Duration> age() {
        return Optional.empty();
    }

    @Override
    public boolean isLate() {
        return false;
    }

    @Override
    public boolean isRefusing() {
        return false;
    }

    @Override
    public void check() {}
}
