package dev.freehold.store;

import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where the database is, when it is another machine's. */
@ApplicationScoped
class DatabaseConnection implements Outward {
    private final StoreConfig config;

    DatabaseConnection(StoreConfig config) {
        this.config = config;
    }

    @Override
    public List<OutwardConnection> outward() {
        return config.url().stream()
                .map(url -> OutwardConnection.of("database", url, "freehold.store.url"))
                .toList();
    }
}
