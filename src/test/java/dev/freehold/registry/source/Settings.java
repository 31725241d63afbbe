package dev.freehold.registry.source;

import dev.freehold.registry.RegistryConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Settings as an operator writes them, for tests without the application. */
public record Settings(Map<String, String> values) {

    public static Settings of(Path models) {
        return new Settings(Map.of(
                "freehold.home", models.resolveSibling("home").toString(),
                "freehold.models.dir", models.toString(),
                "freehold.models.demo", "false",
                "freehold.sources.timeout", "20s",
                "freehold.sources.attempts", "4"));
    }

    public Settings with(String name, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.put(name, value);
        return new Settings(more);
    }

    public SourcesConfig sources() {
        return mapping(SourcesConfig.class);
    }

    public RegistryConfig registry() {
        return mapping(RegistryConfig.class);
    }

    public <T> T mapping(Class<T> type) {
        return builder().withMapping(type).build().getConfigMapping(type);
    }

    public Config config() {
        return builder().build();
    }

    private SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withValidateUnknown(false);
    }
}
