package dev.freehold.telemetry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/** A machine whose power is declared, or not known at all. */
public record DeclaredPower(Path powercap, OptionalDouble watts, OptionalDouble gridIntensity) implements EnergyConfig {
    private static final Path NO_COUNTERS = Path.of("target/no-counters");

    public static final DeclaredPower NONE =
            new DeclaredPower(NO_COUNTERS, OptionalDouble.empty(), OptionalDouble.empty());

    public static DeclaredPower watts(double watts, double gridIntensity) {
        return new DeclaredPower(NO_COUNTERS, OptionalDouble.of(watts), OptionalDouble.of(gridIntensity));
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    public EnergyMeter meter() {
        return new EnergyMeter(this);
    }
}
