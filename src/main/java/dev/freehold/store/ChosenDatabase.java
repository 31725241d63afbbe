package dev.freehold.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the one database that the configuration chose. */
@Singleton
class ChosenDatabase {

    @Produces
    @Singleton
    Database open(
            StoreConfig config,
            DataFolder folder,
            @Default Instance<AgroalDataSource> embedded,
            @DataSource("postgresql") Instance<AgroalDataSource> server) {
        if (config.url().filter(url -> !url.isBlank()).isEmpty()) {
            return new Database(embedded.get(), Database.Engine.SQLITE);
        }
        // It holds no database now, but still the first key.
        folder.create();
        Database database = new Database(server.get(), Database.Engine.POSTGRESQL);
        Durability.check(database);
        return database;
    }
}
