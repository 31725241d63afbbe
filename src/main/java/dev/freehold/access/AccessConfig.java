package dev.freehold.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The access file; off until its path is set. */
@ConfigMapping(prefix = "freehold.access")
interface AccessConfig {

    /** A YAML file with tenants, projects, limits and role mappings; see {@link AccessDocument}. */
    Optional<Path> file();

    /** How often it is looked at. What is new is applied when it looks the same twice in a row. */
    @WithDefault("2s")
    Duration poll();
}
