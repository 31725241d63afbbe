package dev.freehold.auth;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code tenant}. What is not said to change is not written, so that changes side by side add up. */
final class TenantRows {
    private static final String COLUMNS = "id, name, keeper, created_at, suspended_at";

    private TenantRows() {}

    /** False when there is one of this id. */
    static boolean insert(Connection connection, Tenant tenant) throws SQLException {
        return Sql.change(
                        connection,
                        "INSERT INTO tenant (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        tenant.id(),
                        tenant.name(),
                        tenant.keeper().wireName(),
                        tenant.createdAt().toEpochMilli(),
                        Sql.millis(tenant.suspendedAt()))
                == 1;
    }

    static void rename(Connection connection, String id, String name) throws SQLException {
        Sql.change(connection, "UPDATE tenant SET name = ? WHERE id = ?", name, id);
    }

    /** Who is suspended already keeps the first time. */
    static void suspend(Connection connection, String id, @Nullable Instant at) throws SQLException {
        Sql.change(
                connection,
                "UPDATE tenant SET suspended_at = ? WHERE id = ?" + (at == null ? "" : " AND suspended_at IS NULL"),
                Sql.millis(at),
                id);
    }

    static void hand(Connection connection, String id, Keeper to) throws SQLException {
        Sql.change(connection, "UPDATE tenant SET keeper = ? WHERE id = ?", to.wireName(), id);
    }

    static Optional<Tenant> find(Connection connection, String id) throws SQLException {
        return Sql.rows(connection, TenantRows::read, "SELECT " + COLUMNS + " FROM tenant WHERE id = ?", id).stream()
                .findFirst();
    }

    /** At most {@code limit} of those whose ids come after {@code after}. */
    static List<Tenant> list(Connection connection, Reach reach, String after, int limit) throws SQLException {
        String sql = "SELECT " + COLUMNS + " FROM tenant WHERE id > ?";
        String order = " ORDER BY id LIMIT " + limit;
        return reach.only().isPresent()
                ? Sql.rows(
                        connection,
                        TenantRows::read,
                        sql + " AND id = ?" + order,
                        after,
                        reach.only().get())
                : Sql.rows(connection, TenantRows::read, sql + order, after);
    }

    static List<Tenant> keptBy(Connection connection, Keeper keeper) throws SQLException {
        return Sql.rows(
                connection,
                TenantRows::read,
                "SELECT " + COLUMNS + " FROM tenant WHERE keeper = ? ORDER BY id",
                keeper.wireName());
    }

    private static Tenant read(ResultSet row) throws SQLException {
        return new Tenant(
                row.getString("id"),
                row.getString("name"),
                Keeper.stored(row.getString("keeper")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Sql.instant(row, "suspended_at"));
    }
}
