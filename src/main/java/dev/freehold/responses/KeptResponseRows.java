package dev.freehold.responses;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table of kept responses, row by row. Times are milliseconds since 1970. */
final class KeptResponseRows {

    private KeptResponseRows() {}

    static void insert(Connection connection, Seal.Place place, String keyName, long now, byte[] sealed)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO kept_response"
                        + " (id, tenant, project, key_name, sealed, size, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, place.id());
            statement.setString(2, place.owner().tenant());
            statement.setString(3, place.owner().project());
            statement.setString(4, keyName);
            statement.setBytes(5, sealed);
            statement.setLong(6, sealed.length);
            statement.setLong(7, now);
            statement.setLong(8, place.expiresAt());
            statement.executeUpdate();
        }
    }

    static Optional<KeptResponse> find(Connection connection, Owner owner, String id, Seal seal, long now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT sealed, expires_at FROM kept_response"
                + " WHERE id = ? AND tenant = ? AND project = ? AND key_name = ? AND expires_at > ?")) {
            statement.setString(1, id);
            statement.setString(2, owner.tenant());
            statement.setString(3, owner.project());
            statement.setString(4, seal.name());
            statement.setLong(5, now);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(seal.open(new Seal.Place(owner, id, row.getLong(2)), row.getBytes(1)))
                        : Optional.empty();
            }
        }
    }

    /** Whether there was one that had time left. */
    static boolean delete(Connection connection, Owner owner, String id, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM kept_response WHERE id = ? AND tenant = ? AND project = ? AND expires_at > ?")) {
            statement.setString(1, id);
            statement.setString(2, owner.tenant());
            statement.setString(3, owner.project());
            statement.setLong(4, now);
            return statement.executeUpdate() == 1;
        }
    }

    static int deleteExpired(Connection connection, long now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM kept_response WHERE expires_at <= ?")) {
            statement.setLong(1, now);
            return statement.executeUpdate();
        }
    }

    static long size(Connection connection, Owner owner) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT COALESCE(SUM(size), 0) FROM kept_response WHERE tenant = ? AND project = ?")) {
            statement.setString(1, owner.tenant());
            statement.setString(2, owner.project());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
