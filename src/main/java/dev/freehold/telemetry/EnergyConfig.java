package dev.freehold.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/** How energy is known, and what it stands for. */
@ConfigMapping(prefix = "freehold.energy")
public interface EnergyConfig {

    /** Where Linux shows the processor's energy counters; measured when they can be read. */
    @WithDefault("/sys/class/powercap")
    Path powercap();

    /** What the machine draws while it computes, in watts, where nothing can be measured; the figures are estimates then. */
    OptionalDouble watts();

    /** What a kilowatt-hour stands for, in grams of CO2 equivalent, to be told beside the energy. */
    OptionalDouble gridIntensity();

    /** How often the counters are read; a call is told what computing cost in the last such stretch. */
    @WithDefault("1s")
    Duration interval();
}
