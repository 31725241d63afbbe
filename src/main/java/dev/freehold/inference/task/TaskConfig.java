package dev.freehold.inference.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** How task models run. */
@ConfigMapping(prefix = "freehold.inference")
public interface TaskConfig {

    /** Threads one model computes with; the number of cores when absent. */
    OptionalInt threads();

    /** Calls that may wait for one model; the next one is refused as overloaded. */
    @WithDefault("64")
    int queue();
}
