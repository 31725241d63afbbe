package dev.freehold.quota;

import dev.freehold.core.ModelId;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of allowances, row by row. */
final class AllowanceRows {
    /** Stands for all models together: a key column cannot be null. */
    private static final String EVERY_MODEL = "";

    private AllowanceRows() {}

    static void replace(Connection connection, Scope scope, Allowance allowance) throws SQLException {
        delete(connection, "DELETE FROM scope_limit WHERE scope = ?", scope);
        delete(connection, "DELETE FROM scope_allowance WHERE scope = ?", scope);
        switch (allowance) {
            case Allowance.Unlimited() -> insert(connection, scope, true);
            case Allowance.Limited(List<Limit> limits) -> {
                insert(connection, scope, false);
                insert(connection, scope, limits);
            }
        }
    }

    private static void delete(Connection connection, String sql, Scope scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, scope.text());
            statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, Scope scope, boolean unlimited) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO scope_allowance (scope, unlimited) VALUES (?, ?)")) {
            statement.setString(1, scope.text());
            statement.setBoolean(2, unlimited);
            statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, Scope scope, List<Limit> limits) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO scope_limit (scope, dimension, period, model, amount) VALUES (?, ?, ?, ?, ?)")) {
            for (Limit limit : limits) {
                statement.setString(1, scope.text());
                statement.setString(2, limit.dimension().wireName());
                statement.setString(3, limit.window().wireName());
                statement.setString(4, model(limit));
                statement.setLong(5, limit.amount());
                statement.executeUpdate();
            }
        }
    }

    static String model(Limit limit) {
        return limit.model() == null ? EVERY_MODEL : limit.model().value();
    }

    static Map<Scope, Allowance> all(Connection connection) throws SQLException {
        Map<Scope, List<Limit>> limits = limits(connection);
        Map<Scope, Allowance> all = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT scope, unlimited FROM scope_allowance");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Scope scope = scope(row.getString(1));
                all.put(
                        scope,
                        row.getBoolean(2)
                                ? new Allowance.Unlimited()
                                : new Allowance.Limited(limits.getOrDefault(scope, List.of())));
            }
        }
        return all;
    }

    /** Those of some scopes, as they stood together at one moment. */
    static Map<Scope, Allowance> of(Connection connection, Collection<Scope> scopes) throws SQLException {
        Map<Scope, List<Limit>> limits = new HashMap<>();
        Map<Scope, Allowance> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT scope, unlimited, dimension, period, model, amount FROM scope_allowance"
                        + " LEFT JOIN scope_limit USING (scope) WHERE scope = ANY (?)"
                        + " ORDER BY scope, dimension, period, model")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", scopes.stream().map(Scope::text).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Scope scope = scope(row.getString(1));
                    if (row.getBoolean(2)) {
                        found.put(scope, new Allowance.Unlimited());
                    } else {
                        limits.computeIfAbsent(scope, limited -> new ArrayList<>())
                                .add(limit(row.getString(3), row.getString(4), row.getString(5), row.getLong(6)));
                    }
                }
            }
        }
        limits.forEach((scope, of) -> found.put(scope, new Allowance.Limited(of)));
        return found;
    }

    private static Map<Scope, List<Limit>> limits(Connection connection) throws SQLException {
        Map<Scope, List<Limit>> limits = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT scope, dimension, period, model, amount FROM scope_limit ORDER BY scope, dimension, period, model");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                limits.computeIfAbsent(scope(row.getString(1)), scope -> new ArrayList<>())
                        .add(limit(row.getString(2), row.getString(3), row.getString(4), row.getLong(5)));
            }
        }
        return limits;
    }

    static Scope scope(String text) {
        return Scope.parse(text)
                .orElseThrow(() -> new IllegalStateException("the database holds limits of what is no scope: " + text));
    }

    static Limit limit(String dimension, String period, String model, long amount) {
        ModelId only = model.equals(EVERY_MODEL) ? null : new ModelId(model);
        return Dimension.parse(dimension)
                .flatMap(known -> Window.parse(period).map(window -> new Limit(known, window, amount, only)))
                .orElseThrow(() -> new IllegalStateException(
                        "the database holds a limit that this version does not know: " + dimension + " per " + period));
    }
}
