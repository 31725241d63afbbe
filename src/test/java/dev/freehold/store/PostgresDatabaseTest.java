package dev.freehold.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresDatabaseTest {
    private String url;
    private Database database;

    @BeforeEach
    void open() {
        url = PostgresServer.newDatabase();
        database = new Database(PostgresServer.connect(url, 8), Database.Engine.POSTGRESQL);
        database.inTransaction(connection -> run(connection, "CREATE TABLE counter (value INTEGER NOT NULL)"));
        database.inTransaction(connection -> run(connection, "INSERT INTO counter VALUES (0)"));
    }

    @Test
    void undoesWhatAFailedTransactionDid() {
        assertThrows(
                IllegalStateException.class,
                () -> database.inTransaction(connection -> {
                    run(connection, "UPDATE counter SET value = 7");
                    throw new IllegalStateException("later");
                }));
        assertEquals("0", value());
    }

    /** Read, think, write: without turns, updates would be lost. */
    @Test
    void turnsOfOneNameNeverOverlap() {
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 100; i++) {
                writers.execute(() -> database.inTurn("counter", connection -> {
                    int seen = Integer.parseInt(first(connection, "SELECT value FROM counter"));
                    return run(connection, "UPDATE counter SET value = " + (seen + 1));
                }));
            }
        }
        assertEquals("100", value());
    }

    @Test
    void saysUnavailableWhenTheServerIsGoneAndStoreExceptionWhenTheStatementIsWrong() {
        assertThrows(StoreException.class, () -> database.read(connection -> run(connection, "SELECT nothing")));
        try (AgroalDataSource nobody =
                PostgresServer.connect("jdbc:postgresql://localhost:1/nothing?connectTimeout=1", 1)) {
            Database gone = new Database(nobody, Database.Engine.POSTGRESQL);
            Fault fault = assertThrows(Fault.class, () -> gone.read(connection -> run(connection, "SELECT 1")));
            assertEquals(FaultCode.STORE_UNAVAILABLE, fault.code());
        }
    }

    @Test
    void nobodyWaitsLongForAnotherTransaction() throws Exception {
        try (AgroalDataSource other = PostgresServer.connect(url, 1);
                Connection holder = other.getConnection()) {
            holder.setAutoCommit(false);
            run(holder, "UPDATE counter SET value = 1");
            long start = System.nanoTime();
            Fault fault = assertThrows(
                    Fault.class,
                    () -> database.inTransaction(connection -> run(connection, "UPDATE counter SET value = 2")));
            assertEquals(FaultCode.STORE_UNAVAILABLE, fault.code());
            assertTrue(System.nanoTime() - start < 2_000_000_000L);
            holder.rollback();
        }
    }

    @Test
    void trustsAServerThatKeepsWhatItConfirms() {
        Durability.check(database);
    }

    @ParameterizedTest
    @ValueSource(strings = {"synchronous_commit=off", "synchronous_commit=local", "default_transaction_read_only=on"})
    void refusesAServerThatMayForget(String setting) {
        try (AgroalDataSource source = PostgresServer.connect(url, 1)) {
            Database careless = new Database(source, Database.Engine.POSTGRESQL);
            careless.read(connection -> run(connection, "SET " + setting));
            UnusableStoreException refused =
                    assertThrows(UnusableStoreException.class, () -> Durability.check(careless));
            assertTrue(refused.toString().contains(setting.replace("default_", "")), refused::toString);
        }
    }

    private String value() {
        return database.read(connection -> first(connection, "SELECT value FROM counter"));
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
