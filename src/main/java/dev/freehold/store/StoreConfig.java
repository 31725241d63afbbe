package dev.freehold.store;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where keys, limits and, with PostgreSQL, everything else that replicas share is kept. Without {@code url} it is an SQLite file
 * in the data folder, for one process alone.
 */
@ConfigMapping(prefix = "freehold.store")
public interface StoreConfig {

    /** {@code jdbc:postgresql://host:port/database?...}; the driver's parameters (TLS among them) may follow. */
    Optional<String> url();

    Optional<String> user();

    Optional<String> password();

    /** A file that holds the password and nothing else, instead of {@code password}. */
    Optional<Path> passwordFile();
}
