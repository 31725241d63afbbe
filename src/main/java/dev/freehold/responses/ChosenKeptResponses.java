package dev.freehold.responses;

import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Responses are kept where the operator wants them to be, and nowhere otherwise. */
@Singleton
class ChosenKeptResponses {

    @Produces
    @Singleton
    KeptResponses open(ResponsesConfig config, Database database, DataFolder folder) {
        ResponsesConfig.Store store = config.store();
        if (!store.enabled()) {
            return new NoKeptResponses();
        }
        if (!store.keep().isPositive() || !store.sweep().isPositive()) {
            throw new IllegalStateException(
                    "freehold.responses.store.keep and freehold.responses.store.sweep must be longer than nothing");
        }
        Seal seal = new Seal(SealingKey.load(store, folder, database.engine()));
        JdbcKeptResponses.Bounds bounds = new JdbcKeptResponses.Bounds(
                store.keep(),
                store.maxSize().asLongValue(),
                store.maxProjectSize().asLongValue());
        return new JdbcKeptResponses(database, seal, bounds, InstantSource.system());
    }
}
