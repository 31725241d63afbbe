package dev.freehold.subject;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of subjects and their keys, row by row. */
final class SubjectRows {
    private SubjectRows() {}

    /** The mark of the master key in use; this one's when there was none. */
    static String keepMark(Connection connection, String mark) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO subject_master (id, mark) VALUES (1, ?) ON CONFLICT (id) DO NOTHING")) {
            statement.setString(1, mark);
            statement.executeUpdate();
        }
        return mark(connection).orElseThrow();
    }

    static Optional<String> mark(Connection connection) throws SQLException {
        return text(connection, "SELECT mark FROM subject_master WHERE id = 1");
    }

    static Optional<String> handle(Connection connection, String finder) throws SQLException {
        return text(connection, "SELECT sub FROM subject WHERE finder = ?", finder);
    }

    private static Optional<String> text(Connection connection, String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** False when somebody else made the subject of this identity just now. */
    static boolean insert(Connection connection, String sub, String tenant, String finder, byte[] identity, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO subject (sub, tenant, finder, identity, created_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (finder) DO NOTHING")) {
            statement.setString(1, sub);
            statement.setString(2, tenant);
            statement.setString(3, finder);
            statement.setBytes(4, identity);
            statement.setLong(5, now.toEpochMilli());
            return statement.executeUpdate() == 1;
        }
    }

    /** Gives a subject a key, unless it has one for that time or was erased. */
    static void insertKey(Connection connection, String sub, String epoch, byte[] wrapped, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO subject_key (sub, epoch, wrapped, created_at) SELECT sub, ?, ?, ? FROM subject"
                        + " WHERE sub = ? AND erased_at IS NULL ON CONFLICT (sub, epoch) DO NOTHING")) {
            statement.setString(1, epoch);
            statement.setBytes(2, wrapped);
            statement.setLong(3, now.toEpochMilli());
            statement.setString(4, sub);
            statement.executeUpdate();
        }
    }

    static Optional<byte[]> key(Connection connection, String sub, String epoch) throws SQLException {
        return bytes(connection, "SELECT wrapped FROM subject_key WHERE sub = ? AND epoch = ?", sub, epoch);
    }

    static Optional<byte[]> identity(Connection connection, String sub) throws SQLException {
        return bytes(connection, "SELECT identity FROM subject WHERE sub = ?", sub);
    }

    private static Optional<byte[]> bytes(Connection connection, String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    static Optional<Subject> find(Connection connection, String sub) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT sub, tenant, created_at, held_at, erased_at FROM subject WHERE sub = ?")) {
            statement.setString(1, sub);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Subject(
                                row.getString(1),
                                row.getString(2),
                                Instant.ofEpochMilli(row.getLong(3)),
                                months(connection, sub),
                                time(row, 4),
                                time(row, 5)))
                        : Optional.empty();
            }
        }
    }

    private static List<String> months(Connection connection, String sub) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT epoch FROM subject_key WHERE sub = ? AND epoch <> ? ORDER BY epoch")) {
            statement.setString(1, sub);
            statement.setString(2, JdbcSubjects.IDENTITY);
            List<String> months = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    months.add(row.getString(1));
                }
            }
            return months;
        }
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static void hold(Connection connection, String sub, @Nullable Instant since) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE subject SET held_at = ? WHERE sub = ?")) {
            statement.setObject(1, since == null ? null : since.toEpochMilli());
            statement.setString(2, sub);
            statement.executeUpdate();
        }
    }

    static void erase(Connection connection, String sub, Instant now) throws SQLException {
        try (PreparedStatement keys = connection.prepareStatement(
                        "UPDATE subject_key SET wrapped = NULL, destroyed_at = ? WHERE sub = ?");
                PreparedStatement subject = connection.prepareStatement(
                        "UPDATE subject SET finder = NULL, identity = NULL, erased_at = ? WHERE sub = ?")) {
            for (PreparedStatement statement : List.of(keys, subject)) {
                statement.setLong(1, now.toEpochMilli());
                statement.setString(2, sub);
                statement.executeUpdate();
            }
        }
    }
}
