package dev.freehold.responses;

import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import org.junit.jupiter.api.BeforeEach;

/** What the contract says of kept responses, in PostgreSQL. */
class SharedKeptResponsesTest extends KeptResponsesContract {
    private Database database;

    @BeforeEach
    void open() {
        database = PostgresServer.open();
    }

    @Override
    Database database() {
        return database;
    }
}
