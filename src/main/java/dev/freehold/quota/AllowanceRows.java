package dev.freehold.quota;

import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of allowances, row by row. */
final class AllowanceRows {
    private AllowanceRows() {}

    static void replace(Connection connection, String scope, Allowance allowance) throws SQLException {
        delete(connection, "DELETE FROM allowance_limit WHERE scope = ?", scope);
        delete(connection, "DELETE FROM allowance WHERE scope = ?", scope);
        switch (allowance) {
            case Allowance.Unlimited() -> insert(connection, scope, true);
            case Allowance.Limited(List<Limit> limits) -> {
                insert(connection, scope, false);
                insert(connection, scope, limits);
            }
        }
    }

    private static void delete(Connection connection, String sql, String scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, scope);
            statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, String scope, boolean unlimited) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO allowance (scope, unlimited) VALUES (?, ?)")) {
            statement.setString(1, scope);
            statement.setBoolean(2, unlimited);
            statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, String scope, List<Limit> limits) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO allowance_limit (scope, dimension, period, amount) VALUES (?, ?, ?, ?)")) {
            for (Limit limit : limits) {
                statement.setString(1, scope);
                statement.setString(2, limit.dimension().wireName());
                statement.setString(3, limit.window().wireName());
                statement.setLong(4, limit.amount());
                statement.executeUpdate();
            }
        }
    }

    static Map<String, Allowance> all(Connection connection) throws SQLException {
        Map<String, List<Limit>> limits = limits(connection);
        Map<String, Allowance> all = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT scope, unlimited FROM allowance");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String scope = row.getString(1);
                all.put(
                        scope,
                        row.getBoolean(2)
                                ? new Allowance.Unlimited()
                                : new Allowance.Limited(limits.getOrDefault(scope, List.of())));
            }
        }
        return all;
    }

    private static Map<String, List<Limit>> limits(Connection connection) throws SQLException {
        Map<String, List<Limit>> limits = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT scope, dimension, period, amount FROM allowance_limit ORDER BY scope, dimension, period");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                limits.computeIfAbsent(row.getString(1), scope -> new ArrayList<>())
                        .add(limit(row.getString(2), row.getString(3), row.getLong(4)));
            }
        }
        return limits;
    }

    private static Limit limit(String dimension, String period, long amount) {
        return Dimension.parse(dimension)
                .flatMap(known -> Window.parse(period).map(window -> new Limit(known, window, amount)))
                .orElseThrow(() -> new IllegalStateException(
                        "the database holds a limit that this version does not know: " + dimension + " per " + period));
    }
}
