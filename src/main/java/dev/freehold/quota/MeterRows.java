package dev.freehold.quota;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The tables {@code quota_account} and {@code quota_meter}, row by row. */
final class MeterRows {
    private static final String COLUMNS = "id, scope, dimension, period, model, amount, used, since";

    private MeterRows() {}

    record Row(long id, Meter meter) {}

    /** Makes sure that the scopes have rows to lock; several are to be committed before they are locked. */
    static void open(Connection connection, Collection<Scope> scopes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO quota_account (scope, latest) SELECT scope, ? FROM unnest(?) scope ORDER BY scope"
                        + " ON CONFLICT DO NOTHING")) {
            statement.setLong(1, Account.LONG_AGO);
            statement.setArray(2, connection.createArrayOf("text", names(scopes)));
            statement.executeUpdate();
        }
    }

    /** Waits for the scopes in the order of their names, and holds them until the transaction ends; the times of their last changes. */
    static Map<Scope, Long> lock(Connection connection, Collection<Scope> scopes) throws SQLException {
        return latest(connection, scopes, " ORDER BY scope FOR UPDATE");
    }

    static Map<Scope, Long> peek(Connection connection, Collection<Scope> scopes) throws SQLException {
        return latest(connection, scopes, "");
    }

    private static Map<Scope, Long> latest(Connection connection, Collection<Scope> scopes, String lock)
            throws SQLException {
        Map<Scope, Long> latest = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT scope, latest FROM quota_account WHERE scope = ANY (?)" + lock)) {
            statement.setArray(1, connection.createArrayOf("text", names(scopes)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    latest.put(AllowanceRows.scope(row.getString(1)), row.getLong(2));
                }
            }
        }
        return latest;
    }

    static List<Row> read(Connection connection, Collection<Scope> scopes) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + COLUMNS + " FROM quota_meter WHERE scope = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("text", names(scopes)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Limit limit =
                            AllowanceRows.limit(row.getString(3), row.getString(4), row.getString(5), row.getLong(6));
                    Tally tally = new Tally(row.getBigDecimal(7).toBigIntegerExact(), row.getLong(8));
                    rows.add(new Row(
                            row.getLong(1), Meter.restored(AllowanceRows.scope(row.getString(2)), limit, tally)));
                }
            }
        }
        return rows;
    }

    static List<Long> newIds(Connection connection, int count) throws SQLException {
        List<Long> ids = new ArrayList<>(count);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT nextval('quota_meter_id') FROM generate_series(1, ?)")) {
            statement.setInt(1, count);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    static void insert(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO quota_meter (" + COLUMNS + ") SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids(rows)));
            statement.setArray(
                    2, texts(connection, rows, row -> row.meter().scope().text()));
            statement.setArray(
                    3,
                    texts(
                            connection,
                            rows,
                            row -> row.meter().limit().dimension().wireName()));
            statement.setArray(
                    4,
                    texts(connection, rows, row -> row.meter().limit().window().wireName()));
            statement.setArray(
                    5,
                    texts(
                            connection,
                            rows,
                            row -> AllowanceRows.model(row.meter().limit())));
            setTallies(connection, statement, 6, rows);
            statement.executeUpdate();
        }
    }

    static void update(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE quota_meter SET amount = changed.amount, used = changed.used, since = changed.since"
                        + " FROM unnest(?, ?, ?, ?) AS changed (id, amount, used, since) WHERE quota_meter.id = changed.id")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids(rows)));
            setTallies(connection, statement, 2, rows);
            statement.executeUpdate();
        }
    }

    private static void setTallies(Connection connection, PreparedStatement statement, int first, List<Row> rows)
            throws SQLException {
        Object[] amounts =
                rows.stream().map(row -> row.meter().limit().amount()).toArray();
        Object[] used = rows.stream()
                .map(row -> new BigDecimal(row.meter().tally().used()))
                .toArray();
        Object[] since = rows.stream().map(row -> row.meter().tally().since()).toArray();
        statement.setArray(first, connection.createArrayOf("bigint", amounts));
        statement.setArray(first + 1, connection.createArrayOf("numeric", used));
        statement.setArray(first + 2, connection.createArrayOf("bigint", since));
    }

    static void delete(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM quota_meter WHERE id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /** Those that no limit of the scope is about any more; calls in flight are counted with or without a limit. */
    static void deleteUndefined(Connection connection, Scope scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM quota_meter WHERE scope = ? AND dimension <> ? AND (dimension, period, model) NOT IN"
                        + " (SELECT dimension, period, model FROM scope_limit WHERE scope = ?)")) {
            statement.setString(1, scope.text());
            statement.setString(2, Limit.Dimension.CONCURRENCY.wireName());
            statement.setString(3, scope.text());
            statement.executeUpdate();
        }
    }

    static void touch(Connection connection, Map<Scope, Long> latest) throws SQLException {
        List<Scope> scopes = List.copyOf(latest.keySet());
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE quota_account SET latest = touched.latest"
                        + " FROM unnest(?, ?) AS touched (scope, latest) WHERE quota_account.scope = touched.scope")) {
            statement.setArray(1, connection.createArrayOf("text", names(scopes)));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", scopes.stream().map(latest::get).toArray()));
            statement.executeUpdate();
        }
    }

    private static Object[] ids(List<Row> rows) {
        return rows.stream().map(Row::id).toArray();
    }

    private static Object[] names(Collection<Scope> scopes) {
        return scopes.stream().map(Scope::text).toArray();
    }

    private static Array texts(Connection connection, List<Row> rows, Function<Row, String> text) throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(text).toArray());
    }
}
