package dev.freehold.inference.decoder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What text models run on. */
@ConfigMapping(prefix = "freehold.inference")
public interface RuntimeConfig {

    /** Where models compute. {@code cuda} needs a Freehold that was built with {@code -Pcuda}; it has not been tried. */
    @WithDefault("cpu")
    Device device();

    /** A kind of processor. */
    enum Device {
        CPU,
        CUDA
    }
}
