package dev.freehold.auth;

import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What the contract says of sessions, kept in PostgreSQL. */
class SharedSessionsTest extends SessionsContract {
    private Database database;

    @BeforeAll
    static void needPostgresql() {
        PostgresServer.newDatabase();
    }

    @BeforeEach
    @Override
    void open() {
        database = PostgresServer.open();
        super.open();
    }

    @Override
    Database database() {
        return database;
    }
}
