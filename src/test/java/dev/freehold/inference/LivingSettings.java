package dev.freehold.inference;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/** Settings for tests. */
public record LivingSettings(Moment load, Optional<MemorySize> memory, Duration loadWait, Optional<Duration> watch)
        implements LivingConfig {
    public static final LivingSettings DEFAULT =
            new LivingSettings(Moment.START, Optional.empty(), Duration.ofSeconds(5), Optional.empty());

    static LivingSettings onFirstUse() {
        return new LivingSettings(Moment.FIRST_USE, Optional.empty(), Duration.ofSeconds(5), Optional.empty());
    }

    LivingSettings within(long bytes) {
        return new LivingSettings(load, Optional.of(new MemorySize(BigInteger.valueOf(bytes))), loadWait, watch);
    }

    LivingSettings waiting(Duration wait) {
        return new LivingSettings(load, memory, wait, watch);
    }

    LivingSettings looking(Duration every) {
        return new LivingSettings(load, memory, loadWait, Optional.of(every));
    }
}
