package dev.freehold.auth;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code project}. What is not said to change is not written, so that changes side by side add up. */
final class ProjectRows {
    private static final String COLUMNS = "tenant, id, name, keeper, created_at, suspended_at";

    private ProjectRows() {}

    /** False when there is one of this id. */
    static boolean insert(Connection connection, Project project) throws SQLException {
        return Sql.change(
                        connection,
                        "INSERT INTO project (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        project.tenant(),
                        project.id(),
                        project.name(),
                        project.keeper().wireName(),
                        project.createdAt().toEpochMilli(),
                        Sql.millis(project.suspendedAt()))
                == 1;
    }

    static void rename(Connection connection, Project project, String name) throws SQLException {
        Sql.change(
                connection,
                "UPDATE project SET name = ? WHERE tenant = ? AND id = ?",
                name,
                project.tenant(),
                project.id());
    }

    /** Who is suspended already keeps the first time. */
    static void suspend(Connection connection, Project project, @Nullable Instant at) throws SQLException {
        Sql.change(
                connection,
                "UPDATE project SET suspended_at = ? WHERE tenant = ? AND id = ?"
                        + (at == null ? "" : " AND suspended_at IS NULL"),
                Sql.millis(at),
                project.tenant(),
                project.id());
    }

    static void hand(Connection connection, Project project, Keeper to) throws SQLException {
        Sql.change(
                connection,
                "UPDATE project SET keeper = ? WHERE tenant = ? AND id = ?",
                to.wireName(),
                project.tenant(),
                project.id());
    }

    static Optional<Project> find(Connection connection, String tenant, String id) throws SQLException {
        return Sql.rows(
                        connection,
                        ProjectRows::read,
                        "SELECT " + COLUMNS + " FROM project WHERE tenant = ? AND id = ?",
                        tenant,
                        id)
                .stream()
                .findFirst();
    }

    /** At most {@code limit} of those whose ids come after {@code after}. */
    static List<Project> list(Connection connection, String tenant, String after, int limit) throws SQLException {
        return Sql.rows(
                connection,
                ProjectRows::read,
                "SELECT " + COLUMNS + " FROM project WHERE tenant = ? AND id > ? ORDER BY id LIMIT " + limit,
                tenant,
                after);
    }

    static List<Project> keptBy(Connection connection, Keeper keeper) throws SQLException {
        return Sql.rows(
                connection,
                ProjectRows::read,
                "SELECT " + COLUMNS + " FROM project WHERE keeper = ? ORDER BY tenant, id",
                keeper.wireName());
    }

    private static Project read(ResultSet row) throws SQLException {
        return new Project(
                row.getString("tenant"),
                row.getString("id"),
                row.getString("name"),
                Keeper.stored(row.getString("keeper")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Sql.instant(row, "suspended_at"));
    }
}
