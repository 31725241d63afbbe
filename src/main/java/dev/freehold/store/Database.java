package dev.freehold.store;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands out connections; every {@link SQLException} leaves as a {@link StoreException}. Safe for use by many threads. */
public final class Database {

    /** What is done with a connection; it MUST NOT keep, commit or close it. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T apply(Connection connection) throws SQLException;
    }

    /** What keeps the rows: a file of this process, or a server that other replicas use too. */
    public enum Engine {
        SQLITE,
        POSTGRESQL
    }

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Nobody waits longer for another transaction, or for an answer, than a call may wait for its record. */
    private static final String BOUND_THE_WAIT = "SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '2s'";

    /** SQLSTATE classes of a server that cannot serve: connection, resources, operator intervention, not available. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57", "55");

    private final DataSource source;
    private final Engine engine;

    /** SQLite has one writer; waiting here in turn is fairer and quicker than its own sleep-and-retry. */
    private final ReentrantLock writer = new ReentrantLock(true);

    public Database(DataSource source, Engine engine) {
        this.source = source;
        this.engine = engine;
    }

    public Engine engine() {
        return engine;
    }

    /**
     * Runs {@code work} in a transaction: what it did is durable when this returns, and undone when it throws. On PostgreSQL,
     * transactions run side by side.
     *
     * @throws Fault {@code STORE_UNAVAILABLE} when the server cannot be reached; what was done may then be durable or not
     */
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        return switch (engine) {
            case SQLITE -> aloneInTransaction(work);
            case POSTGRESQL -> connected(connection -> transact(connection, bounded(work)));
        };
    }

    /** As {@link #inTransaction}, and no two of the same {@code name} side by side, in whatever process. */
    public <T extends @Nullable Object> T inTurn(String name, Work<T> work) {
        return switch (engine) {
            case SQLITE -> inTransaction(work);
            case POSTGRESQL ->
                inTransaction(connection -> {
                    try (PreparedStatement turn =
                            connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext(?))")) {
                        turn.setString(1, name);
                        turn.execute();
                    }
                    return work.apply(connection);
                });
        };
    }

    /** Runs {@code work}, which only reads; each statement sees what was committed when it began. */
    public <T extends @Nullable Object> T read(Work<T> work) {
        return connected(work);
    }

    /**
     * Leaves nothing behind of what was deleted from these tables or overwritten in them: cleared pages of the embedded database
     * reach its file, and its write-ahead log is emptied; a server cleans the tables.
     *
     * @throws StoreException when readers kept it from doing so; to be called again then
     */
    public void scrub(String... tables) {
        switch (engine) {
            case SQLITE -> emptyWriteAheadLog();
            case POSTGRESQL ->
                connected(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("VACUUM " + String.join(", ", tables));
                    }
                    return this;
                });
        }
    }

    private void emptyWriteAheadLog() {
        writer.lock();
        try {
            connected(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                    if (result.next() && result.getInt(1) != 0) {
                        throw new SQLException("readers keep the write-ahead log from being emptied");
                    }
                }
                return this;
            });
        } finally {
            writer.unlock();
        }
    }

    private <T extends @Nullable Object> T aloneInTransaction(Work<T> work) {
        writer.lock();
        try {
            return connected(connection -> transact(connection, work));
        } finally {
            writer.unlock();
        }
    }

    private <T extends @Nullable Object> T connected(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.apply(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static <T extends @Nullable Object> Work<T> bounded(Work<T> work) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(BOUND_THE_WAIT);
            }
            return work.apply(connection);
        };
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

    private RuntimeException failed(SQLException e) {
        StoreException failure = new StoreException(
                "the database failed (SQLSTATE " + e.getSQLState() + ", code " + e.getErrorCode() + ")", e);
        return engine == Engine.POSTGRESQL && isOutage(e)
                ? new Fault(FaultCode.STORE_UNAVAILABLE, "The database cannot be reached at the moment.")
                        .retryAfter(RETRY)
                        .causedBy(failure)
                : failure;
    }

    /** A pool that has no connection in time gives no SQLSTATE. */
    private static boolean isOutage(SQLException e) {
        String state = e.getSQLState();
        return state == null || OUTAGES.contains(state.substring(0, Math.min(2, state.length())));
    }
}
