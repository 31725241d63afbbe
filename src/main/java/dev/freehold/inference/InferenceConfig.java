package dev.freehold.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What every kind of model shares. */
@ConfigMapping(prefix = "freehold.inference")
public interface InferenceConfig {

    /** Where native libraries are unpacked. */
    @WithDefault("${freehold.home}/cache")
    Path cacheDir();
}
