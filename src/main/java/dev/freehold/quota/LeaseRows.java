package dev.freehold.quota;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The table {@code quota_lease}; its times are always the database's. */
final class LeaseRows {
    private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private LeaseRows() {}

    static void insert(Connection connection, String owner, Duration length) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO quota_lease (owner, expires_at) VALUES (?, " + NOW + " + ?)")) {
            statement.setString(1, owner);
            statement.setLong(2, micros(length));
            statement.executeUpdate();
        }
    }

    /** False when it has expired; then it stays so. */
    static boolean renew(Connection connection, String owner, Duration length) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE quota_lease SET expires_at = " + NOW + " + ? WHERE owner = ? AND expires_at > " + NOW)) {
            statement.setLong(1, micros(length));
            statement.setString(2, owner);
            return statement.executeUpdate() == 1;
        }
    }

    /** Does it hold? If so, nobody can take it away until the transaction ends. */
    static boolean pin(Connection connection, String owner) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT expires_at > " + NOW + " FROM quota_lease WHERE owner = ? FOR KEY SHARE")) {
            statement.setString(1, owner);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Takes charge of leases that ran out longer than {@code grace} ago, and of none that somebody else sees to. */
    static List<String> lockExpired(Connection connection, Duration grace, int most) throws SQLException {
        List<String> owners = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT owner FROM quota_lease WHERE expires_at < " + NOW
                        + " - ? ORDER BY owner LIMIT ? FOR UPDATE SKIP LOCKED")) {
            statement.setLong(1, micros(grace));
            statement.setInt(2, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    owners.add(row.getString(1));
                }
            }
        }
        return owners;
    }

    /** Leases without calls are not needed any more. */
    static void deleteEmpty(Connection connection, List<String> owners) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM quota_lease WHERE owner = ANY (?)"
                + " AND NOT EXISTS (SELECT 1 FROM quota_hold WHERE quota_hold.owner = quota_lease.owner)")) {
            statement.setArray(1, connection.createArrayOf("text", owners.toArray()));
            statement.executeUpdate();
        }
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
