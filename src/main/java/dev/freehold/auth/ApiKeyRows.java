package dev.freehold.auth;

import dev.freehold.core.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code api_key}. Sets are kept as names with spaces between them; no name has a space in it. */
final class ApiKeyRows {
    private static final String COLUMNS =
            "id, secret_hash, name, tenant, project, roles, models, networks, created_by, created_at, expires_at,"
                    + " revoked_at, rotated_at, previous_hash, previous_ends_at, disowned_at";

    /** A key with the hashes of its secrets. */
    record Row(ApiKey key, KeySecrets secrets, boolean isDisowned) {}

    private ApiKeyRows() {}

    static void insert(Connection connection, ApiKey key, Fingerprint secret) throws SQLException {
        Sql.change(
                connection,
                "INSERT INTO api_key (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, NULL)",
                key.id(),
                secret.hex(),
                key.name(),
                key.tenant(),
                key.project(),
                join(key.roles().stream().map(Role::wireName).toList()),
                join(key.models()),
                String.join(" ", key.networks().texts()),
                key.createdBy(),
                key.createdAt().toEpochMilli(),
                Sql.millis(key.expiresAt()));
    }

    static boolean isEmpty(Connection connection) throws SQLException {
        return Sql.rows(connection, row -> row.getString(1), "SELECT id FROM api_key LIMIT 1")
                .isEmpty();
    }

    static Optional<Row> find(Connection connection, String id) throws SQLException {
        return Sql.rows(connection, ApiKeyRows::read, "SELECT " + COLUMNS + " FROM api_key WHERE id = ?", id).stream()
                .findFirst();
    }

    /** At most {@code limit}, newest first, of those that come after the place. */
    static List<Row> list(Connection connection, KeyFilter filter, KeyPlace after, int limit) throws SQLException {
        String sql = "SELECT " + COLUMNS + " FROM api_key WHERE (created_at < ? OR (created_at = ? AND id > ?))";
        List<Object> parameters =
                new java.util.ArrayList<>(List.<Object>of(after.createdAt(), after.createdAt(), after.id()));
        if (filter.reach().only().isPresent()) {
            sql += " AND tenant = ?";
            parameters.add(filter.reach().only().get());
        }
        if (filter.createdBy().isPresent()) {
            sql += " AND created_by = ?";
            parameters.add(filter.createdBy().get());
        }
        return Sql.rows(
                connection,
                ApiKeyRows::read,
                sql + " ORDER BY created_at DESC, id LIMIT " + limit,
                parameters.toArray());
    }

    /** A key that was revoked before keeps its first time. */
    static void revoke(Connection connection, String id, Instant at) throws SQLException {
        Sql.change(
                connection,
                "UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                at.toEpochMilli(),
                id);
    }

    static void disown(Connection connection, String id, Instant at) throws SQLException {
        Sql.change(
                connection,
                "UPDATE api_key SET disowned_at = ? WHERE id = ? AND disowned_at IS NULL",
                at.toEpochMilli(),
                id);
    }

    /** False when another rotation was quicker. */
    static boolean rotate(Connection connection, Row before, ApiKey after, KeySecrets secrets) throws SQLException {
        return Sql.change(
                        connection,
                        "UPDATE api_key SET secret_hash = ?, previous_hash = ?, previous_ends_at = ?, rotated_at = ?,"
                                + " expires_at = ? WHERE id = ? AND secret_hash = ?",
                        secrets.present().hex(),
                        secrets.previous().map(Fingerprint::hex).orElse(null),
                        Sql.millis(after.previousEndsAt()),
                        Sql.millis(after.rotatedAt()),
                        Sql.millis(after.expiresAt()),
                        after.id(),
                        before.secrets().present().hex())
                == 1;
    }

    private static Row read(ResultSet row) throws SQLException {
        ApiKey key = new ApiKey(
                row.getString("id"),
                row.getString("name"),
                row.getString("tenant"),
                row.getString("project"),
                split(row.getString("roles")).stream()
                        .flatMap(name -> Role.parse(name).stream())
                        .collect(Collectors.toSet()),
                Set.copyOf(split(row.getString("models"))),
                Networks.stored(split(row.getString("networks"))),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Sql.instant(row, "expires_at"),
                Sql.instant(row, "revoked_at"),
                Sql.instant(row, "rotated_at"),
                Sql.instant(row, "previous_ends_at"));
        @Nullable String previous = row.getString("previous_hash");
        return new Row(
                key,
                new KeySecrets(
                        new Fingerprint(row.getString("secret_hash")),
                        Optional.ofNullable(previous).map(Fingerprint::new)),
                Sql.instant(row, "disowned_at") != null);
    }

    private static String join(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(" "));
    }

    private static List<String> split(String names) {
        return Arrays.stream(names.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
