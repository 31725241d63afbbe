package dev.freehold.quota;

import dev.freehold.core.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The table {@code quota_hold}, row by row. */
final class HeldRows {
    private static final String COLUMNS =
            "request, organisation, project, caller, meters, input_tokens, output_tokens, taken_at, admission";

    private HeldRows() {}

    /**
     * A call that runs.
     *
     * @param meters the ids of the meters that it took from
     * @param admission the index of its entry in the audit log
     */
    record Row(String request, Scopes scopes, List<Long> meters, Usage tokens, long takenAt, long admission) {}

    static void insert(Connection connection, String owner, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO quota_hold (owner, " + COLUMNS + ") SELECT ?, * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, owner);
            Columns columns = new Columns(connection, statement, rows);
            columns.set(2, "text", Row::request);
            columns.set(3, "text", row -> row.scopes().organisation().text());
            columns.set(4, "text", row -> row.scopes().project().text());
            columns.set(5, "text", row -> row.scopes().caller().text());
            columns.set(6, "text", HeldRows::meters);
            columns.set(7, "bigint", row -> row.tokens().inputTokens());
            columns.set(8, "bigint", row -> row.tokens().outputTokens());
            columns.set(9, "bigint", Row::takenAt);
            columns.set(10, "bigint", Row::admission);
            statement.executeUpdate();
        }
    }

    private record Columns(Connection connection, PreparedStatement statement, List<Row> rows) {
        void set(int index, String type, Function<Row, Object> value) throws SQLException {
            statement.setArray(
                    index,
                    connection.createArrayOf(type, rows.stream().map(value).toArray()));
        }
    }

    /** Takes these calls' rows away; those that are not there any more have been closed. */
    static List<Row> take(Connection connection, Collection<String> requests) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM quota_hold WHERE request = ANY (?) RETURNING " + COLUMNS)) {
            statement.setArray(1, connection.createArrayOf("text", requests.toArray()));
            return read(statement);
        }
    }

    /** Takes rows away that processes left behind, but none that another transaction is just closing. */
    static List<Row> takeLeft(Connection connection, Collection<String> owners, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM quota_hold WHERE request IN (SELECT request FROM quota_hold WHERE owner = ANY (?)"
                        + " ORDER BY request LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING " + COLUMNS)) {
            statement.setArray(1, connection.createArrayOf("text", owners.toArray()));
            statement.setInt(2, most);
            return read(statement);
        }
    }

    private static List<Row> read(PreparedStatement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(
                        row.getString(1),
                        new Scopes(
                                AllowanceRows.scope(row.getString(2)),
                                AllowanceRows.scope(row.getString(3)),
                                AllowanceRows.scope(row.getString(4))),
                        meters(row.getString(5)),
                        new Usage(row.getLong(6), row.getLong(7)),
                        row.getLong(8),
                        row.getLong(9)));
            }
        }
        return rows;
    }

    private static String meters(Row row) {
        return String.join(" ", row.meters().stream().map(String::valueOf).toList());
    }

    private static List<Long> meters(String ids) {
        return Arrays.stream(ids.split(" ", -1))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf)
                .toList();
    }
}
