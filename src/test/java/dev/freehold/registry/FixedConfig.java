package dev.freehold.registry;

import java.nio.file.Path;
import java.util.Map;

/** Settings for tests. */
record FixedConfig(Path dir, boolean demo, Path demoDir, boolean requireSignature, Map<String, TrustConfig> trust)
        implements RegistryConfig {

    static FixedConfig of(Path dir, boolean demo, Path demoDir) {
        return new FixedConfig(dir, demo, demoDir, false, Map.of());
    }
}
