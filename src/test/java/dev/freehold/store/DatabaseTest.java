package dev.freehold.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 25;

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.in(folder);
        database.inTransaction(connection -> run(connection, "CREATE TABLE counter (value INTEGER NOT NULL)"));
        database.inTransaction(connection -> run(connection, "INSERT INTO counter VALUES (0)"));
    }

    @Test
    void keepsWhatATransactionDid() {
        database.inTransaction(connection -> run(connection, "UPDATE counter SET value = 7"));

        assertEquals(7, value());
    }

    @Test
    void undoesWhatAFailedTransactionDid() {
        IllegalStateException failure = new IllegalStateException("later");

        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> database.inTransaction(connection -> {
                            run(connection, "UPDATE counter SET value = 7");
                            throw failure;
                        })));
        assertEquals(0, value());
    }

    @Test
    void saysStoreExceptionForWhatTheDatabaseRefuses() {
        StoreException refused = assertThrows(
                StoreException.class, () -> database.read(connection -> run(connection, "SELECT nothing")));

        assertTrue(refused.getCause() instanceof SQLException);
        assertThrows(
                StoreException.class,
                () -> database.inTransaction(connection -> run(connection, "INSERT INTO counter VALUES (NULL)")));
    }

    @Test
    void losesNoUpdateOfManyWriters() {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS * ROUNDS; i++) {
                writers.execute(() -> database.inTransaction(connection -> {
                    long seen = value(connection);
                    return run(connection, "UPDATE counter SET value = " + (seen + 1));
                }));
            }
        }

        assertEquals(WRITERS * ROUNDS, value());
    }

    @Test
    void writesTheLogAheadAndThrough() {
        assertEquals("wal", database.read(connection -> first(connection, "PRAGMA journal_mode")));
        assertEquals("2", database.read(connection -> first(connection, "PRAGMA synchronous")));
    }

    private long value() {
        return database.read(DatabaseTest::value);
    }

    private static long value(Connection connection) throws SQLException {
        return Long.parseLong(first(connection, "SELECT value FROM counter"));
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            String value = rows.getString(1);
            assertFalse(rows.wasNull());
            return value;
        }
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
