package dev.freehold.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands out connections; every {@link SQLException} leaves as a {@link StoreException}. Safe for use by many threads. */
@ApplicationScoped
public class Database {

    /** What is done with a connection; it MUST NOT keep, commit or close it. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T apply(Connection connection) throws SQLException;
    }

    private final DataSource source;

    /** SQLite has one writer; waiting here in turn is fairer and quicker than its own sleep-and-retry. */
    private final ReentrantLock writer = new ReentrantLock(true);

    public Database(DataSource source) {
        this.source = source;
    }

    /** Runs {@code work} in a transaction: what it did is durable when this returns, and undone when it throws. */
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        writer.lock();
        try (Connection connection = source.getConnection()) {
            return transact(connection, work);
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            writer.unlock();
        }
    }

    /** Runs {@code work}, which only reads; each statement sees what was committed when it began. */
    public <T extends @Nullable Object> T read(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.apply(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static <T extends @Nullable Object> T transact(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.apply(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private static StoreException failed(SQLException e) {
        return new StoreException(
                "the database failed (SQLSTATE " + e.getSQLState() + ", code " + e.getErrorCode() + ")", e);
    }
}
