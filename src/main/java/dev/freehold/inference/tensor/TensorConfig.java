package dev.freehold.inference.tensor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** How graphs run that take plain tensors. */
@ConfigMapping(prefix = "freehold.inference")
public interface TensorConfig {

    /** Threads one run computes with; for a graph under 32 MB one, for others the number of cores when absent. */
    OptionalInt threads();

    /** Calls that may wait for one model; the next one is refused as overloaded. */
    @WithDefault("64")
    int queue();
}
