package dev.freehold.quota;

import dev.freehold.core.Energy;
import dev.freehold.core.Usage;
import dev.freehold.quota.UsageQuery.Grouping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of usage, row by row. */
final class UsageRows {

    /** Whose usage of what, on which day. */
    record Key(String tenant, String day, String project, String caller, String model) {}

    /** How much of it. */
    record Amount(long requests, long inputTokens, long outputTokens, long microjoules) {
        static Amount of(Usage used, @Nullable Energy energy) {
            return new Amount(1, used.inputTokens(), used.outputTokens(), energy == null ? 0 : energy.microjoules());
        }

        Amount plus(Amount other) {
            return new Amount(
                    requests + other.requests,
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens,
                    microjoules + other.microjoules);
        }
    }

    private UsageRows() {}

    static long position(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT next FROM usage_position WHERE id = 1");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("the database has lost its place in the audit log");
            }
            return row.getLong(1);
        }
    }

    /** Moves on, unless somebody else has done so before. */
    static boolean advance(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE usage_position SET next = ? WHERE id = 1 AND next = ?")) {
            statement.setLong(1, to);
            statement.setLong(2, from);
            return statement.executeUpdate() == 1;
        }
    }

    static void add(Connection connection, Map<Key, Amount> used) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO daily_usage
                  (tenant, day, project, caller, model, requests, input_tokens, output_tokens, microjoules)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (tenant, day, project, caller, model) DO UPDATE SET
                  requests = daily_usage.requests + excluded.requests,
                  input_tokens = daily_usage.input_tokens + excluded.input_tokens,
                  output_tokens = daily_usage.output_tokens + excluded.output_tokens,
                  microjoules = daily_usage.microjoules + excluded.microjoules""")) {
            for (Map.Entry<Key, Amount> row : used.entrySet()) {
                bind(statement, row.getKey(), row.getValue());
                statement.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement statement, Key key, Amount amount) throws SQLException {
        statement.setString(1, key.tenant());
        statement.setString(2, key.day());
        statement.setString(3, key.project());
        statement.setString(4, key.caller());
        statement.setString(5, key.model());
        statement.setLong(6, amount.requests());
        statement.setLong(7, amount.inputTokens());
        statement.setLong(8, amount.outputTokens());
        statement.setLong(9, amount.microjoules());
    }

    static List<UsageReport.Line> report(Connection connection, UsageQuery query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(query))) {
            statement.setString(1, query.from().toString());
            statement.setString(2, query.to().toString());
            if (query.tenant().isPresent()) {
                statement.setString(3, query.tenant().get());
            }
            try (ResultSet rows = statement.executeQuery()) {
                return lines(rows, query.groups());
            }
        }
    }

    /** The columns come from a fixed vocabulary, the values as parameters. */
    private static String sql(UsageQuery query) {
        String groups = query.groups().stream().map(Grouping::wireName).collect(Collectors.joining(", "));
        return "SELECT SUM(requests), SUM(input_tokens), SUM(output_tokens), SUM(microjoules), " + groups
                + " FROM daily_usage WHERE day >= ? AND day <= ?"
                + (query.tenant().isPresent() ? " AND tenant = ?" : "")
                + " GROUP BY " + groups + " ORDER BY " + groups;
    }

    private static List<UsageReport.Line> lines(ResultSet rows, List<Grouping> groups) throws SQLException {
        List<UsageReport.Line> lines = new ArrayList<>();
        while (rows.next()) {
            Map<Grouping, String> group = new LinkedHashMap<>();
            for (Grouping grouping : groups) {
                group.put(grouping, rows.getString(grouping.wireName()));
            }
            lines.add(new UsageReport.Line(group, rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
        }
        return lines;
    }
}
