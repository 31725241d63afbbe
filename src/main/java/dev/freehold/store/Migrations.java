package dev.freehold.store;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Makes the data folder before the first connection is opened: migrations run ahead of every start-up observer, and SQLite
 * makes its file but not the folder around it.
 */
@Singleton
class Migrations implements FlywayConfigurationCustomizer {
    private final DataFolder folder;

    Migrations(DataFolder folder) {
        this.folder = folder;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        folder.create();
    }
}
