package dev.freehold.audit.index;

import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.ReplicaLog;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class SharedIndexedSearchTest extends IndexedSearchContract {
    private Database database;
    private ReplicaLog replica;

    @BeforeEach
    void open() {
        database = PostgresServer.open();
        replica = new ReplicaLog(database);
    }

    @AfterEach
    void close() {
        if (replica != null) {
            replica.close();
        }
    }

    @Override
    AuditLog log() {
        return replica.log();
    }

    @Override
    AuditReader reader() {
        return replica.reader();
    }

    @Override
    Database database() {
        return database;
    }
}
