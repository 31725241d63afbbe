package dev.freehold.audit.index;

import dev.freehold.audit.AuditConfig;
import dev.freehold.audit.AuditIndex;
import dev.freehold.audit.AuditReader;
import dev.freehold.store.Database;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The index lies beside the log that it finds entries of: in a file in its folder, or in tables of the same PostgreSQL. */
@Singleton
class ChosenIndex {
    private @Nullable IndexFile file;

    @Produces
    @ApplicationScoped
    AuditIndex index(AuditConfig config, Database database, AuditReader log) {
        return switch (database.engine()) {
            case SQLITE -> {
                // The log's folder is there once the log is open.
                log.end();
                IndexFile opened = IndexFile.open(config.dir().resolve("index"));
                file = opened;
                yield new IndexedSearch(opened.database(), log);
            }
            case POSTGRESQL -> new IndexedSearch(database, log);
        };
    }

    @PreDestroy
    void close() {
        if (file != null) {
            file.close();
        }
    }
}
