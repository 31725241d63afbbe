package dev.freehold.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where models lie. */
@ConfigMapping(prefix = "freehold.models")
public interface RegistryConfig {

    /** The operator's models, one folder each. Created when it is missing. */
    @WithDefault("${freehold.home}/models")
    Path dir();

    /** Whether the models that ship inside Freehold are offered. */
    @WithDefault("true")
    boolean demo();

    /** Where the models that ship inside Freehold are unpacked; belongs to Freehold, which overwrites what is there. */
    @WithDefault("${freehold.home}/demo-models")
    Path demoDir();
}
