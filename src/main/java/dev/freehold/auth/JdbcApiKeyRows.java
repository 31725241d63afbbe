package dev.freehold.auth;

import dev.freehold.core.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code api_key}. Sets are kept as names with spaces between them; no name has a space in it. */
final class JdbcApiKeyRows {
    private static final String COLUMNS =
            "id, secret_hash, name, tenant, project, roles, models, created_by, created_at, expires_at, revoked_at";

    /** A key with the hash of its secret. */
    record Row(ApiKey key, Fingerprint secret) {}

    private JdbcApiKeyRows() {}

    static void insert(Connection connection, Row row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO api_key (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            ApiKey key = row.key();
            statement.setString(1, key.id());
            statement.setString(2, row.secret().hex());
            statement.setString(3, key.name());
            statement.setString(4, key.tenant());
            statement.setString(5, key.project());
            statement.setString(6, join(key.roles().stream().map(Role::wireName).collect(Collectors.toSet())));
            statement.setString(7, join(key.models()));
            statement.setString(8, key.createdBy());
            statement.setLong(9, key.createdAt().toEpochMilli());
            statement.setObject(10, millis(key.expiresAt()));
            statement.setObject(11, millis(key.revokedAt()));
            statement.executeUpdate();
        }
    }

    static boolean isEmpty(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM api_key LIMIT 1");
                ResultSet rows = statement.executeQuery()) {
            return !rows.next();
        }
    }

    static Optional<Row> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + COLUMNS + " FROM api_key WHERE id = ?")) {
            statement.setString(1, id);
            return all(statement).stream().findFirst();
        }
    }

    static List<Row> list(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM api_key WHERE tenant = ? ORDER BY created_at DESC, id")) {
            statement.setString(1, tenant);
            return all(statement);
        }
    }

    static void revoke(Connection connection, String tenant, String id, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE api_key SET revoked_at = ? WHERE id = ? AND tenant = ? AND revoked_at IS NULL")) {
            statement.setLong(1, at.toEpochMilli());
            statement.setString(2, id);
            statement.setString(3, tenant);
            statement.executeUpdate();
        }
    }

    private static List<Row> all(PreparedStatement statement) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(new Row(key(rows), new Fingerprint(rows.getString("secret_hash"))));
            }
        }
        return found;
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                row.getString("tenant"),
                row.getString("project"),
                split(row.getString("roles")).stream()
                        .flatMap(name -> Role.parse(name).stream())
                        .collect(Collectors.toSet()),
                split(row.getString("models")),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
    }

    private static String join(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(" "));
    }

    private static Set<String> split(String names) {
        return Arrays.stream(names.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
