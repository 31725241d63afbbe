package dev.freehold.quota;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The one clock of all replicas: the database's. */
@FunctionalInterface
interface LedgerClock {
    LedgerClock DATABASE = LedgerClock::now;

    /** The time now, in {@link Micros}; MUST be asked after the locks are held, for waiting takes time. */
    long micros(Connection connection) throws SQLException;

    private static long now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
