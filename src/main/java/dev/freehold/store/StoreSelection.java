package dev.freehold.store;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Turns {@code freehold.store.*} into the switches of the two data sources, so that one setting chooses the database. */
public final class StoreSelection implements ConfigSourceFactory {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String SOURCE = "quarkus.datasource.postgresql.";

    /** Above the program's own properties, below those of whoever runs it. */
    private static final int ORDINAL = 255;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return value(context, "freehold.store.url")
                .map(url -> List.<ConfigSource>of(
                        new PropertiesConfigSource(postgresql(url, context), "freehold.store", ORDINAL)))
                .orElse(List.of());
    }

    private static Map<String, String> postgresql(String url, ConfigSourceContext context) {
        if (!url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("freehold.store.url must start with " + POSTGRESQL
                    + "// ; without it the embedded database is used");
        }
        Map<String, String> switches = new HashMap<>(Map.of(
                "quarkus.datasource.active",
                "false",
                "quarkus.flyway.active",
                "false",
                SOURCE + "active",
                "true",
                SOURCE + "jdbc.url",
                url));
        value(context, "freehold.store.user").ifPresent(user -> switches.put(SOURCE + "username", user));
        value(context, "freehold.store.password-file")
                .map(StoreSelection::firstLine)
                .or(() -> value(context, "freehold.store.password"))
                .ifPresent(password -> switches.put(SOURCE + "password", password));
        return switches;
    }

    private static String firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read freehold.store.password-file " + file, e);
        }
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        ConfigValue found = context.getValue(name);
        return found == null
                ? Optional.empty()
                : Optional.ofNullable(found.getValue()).filter(text -> !text.isBlank());
    }
}
