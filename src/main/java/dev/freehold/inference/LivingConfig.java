package dev.freehold.inference;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** When models are loaded, and how much they may take together. */
@ConfigMapping(prefix = "freehold.models")
public interface LivingConfig {

    /** When a model is loaded that nobody asked to load. */
    enum Moment {
        /** Before the first request. */
        START,
        /** When the first call asks for it, which waits. */
        FIRST_USE
    }

    @WithDefault("start")
    Moment load();

    /**
     * How much the weights of all loaded models may take, as they lie on the disk. What does not fit is loaded when a call asks for
     * it, and the model that was used longest ago, and is not in use, makes room. No bound when absent.
     */
    Optional<MemorySize> memory();

    /** How long a call waits for its model to be loaded; it is told to come again then. */
    @WithDefault("30s")
    Duration loadWait();

    /** How often the operator's folders are looked at, to load what is new or changed and unload what is gone. Never when absent. */
    Optional<Duration> watch();
}
