package dev.freehold.audit.index;

import dev.freehold.audit.AuditFacets;
import dev.freehold.audit.AuditFacets.Facet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Counts matching entries. A cell whose entries all count for the same is counted as a whole; the entries of all others, at the edges
 * of spans of time, are looked at one by one. Each answer is one statement, so it sees one state of the index.
 */
final class Counts {
    private static final String COLUMNS =
            Arrays.stream(Facet.values()).map(facet -> "s." + facet.wireName()).collect(Collectors.joining(", "));

    private final Connection connection;
    private final Filter filter;
    private final String narrowing;

    Counts(Connection connection, Filter filter) throws SQLException {
        this.connection = connection;
        this.filter = filter;
        this.narrowing = filter.narrowing(connection);
    }

    /** When the first and the last matching entries were, as far as blocks say; absent when there are none. */
    Optional<Buckets.Span> span() throws SQLException {
        String sql = filter.request() == null
                ? "SELECT MIN(c.earliest), MAX(c.latest) FROM audit_cell c JOIN audit_shape s ON s.id = c.shape WHERE "
                        + isInReach() + filter.sql()
                : "SELECT MIN(p.recorded_at), MAX(p.recorded_at)" + ofRequest();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filter.bind(statement, 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long earliest = row.getLong(1);
                return row.wasNull() ? Optional.empty() : Optional.of(new Buckets.Span(earliest, row.getLong(2) + 1));
            }
        }
    }

    AuditFacets facets(int values) throws SQLException {
        Map<Facet, Map<String, Long>> counts = new EnumMap<>(Facet.class);
        long total = 0;
        String sql = statement(COLUMNS, COLUMNS, COLUMNS.replace("s.", "x."), isWithin());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long entries = rows.getLong(Facet.values().length + 1);
                    total += entries;
                    add(counts, rows, entries);
                }
            }
        }
        return AuditFacets.of(total, counts, values);
    }

    private static void add(Map<Facet, Map<String, Long>> counts, ResultSet row, long entries) throws SQLException {
        for (Facet facet : Facet.values()) {
            String value = row.getString(facet.wireName());
            if (value != null) {
                counts.computeIfAbsent(facet, of -> new HashMap<>()).merge(value, entries, Long::sum);
            }
        }
    }

    List<Long> histogram(Buckets buckets) throws SQLException {
        List<Long> counts = new ArrayList<>(Collections.nCopies(buckets.count(), 0L));
        String first = buckets.number("c.earliest");
        String isInOne = isWithin() + " AND " + first + " = " + buckets.number("c.latest");
        String sql =
                statement(first + " AS bucket", buckets.number("p.recorded_at") + " AS bucket", "x.bucket", isInOne);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.set(rows.getInt(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }

    /** The cells that {@code isWhole} takes as they are, and the single entries of all other cells in reach. */
    private String statement(String ofCell, String ofPlace, String groups, String isWhole) {
        if (filter.request() != null) {
            return "SELECT " + groups + ", SUM(x.n) FROM (SELECT " + ofPlace + ", 1 AS n" + ofRequest()
                    + ") x GROUP BY " + groups;
        }
        String whole = "SELECT " + ofCell + ", c.entries AS n FROM audit_cell c JOIN audit_shape s ON s.id = c.shape"
                + " WHERE " + isWhole + filter.sql();
        String cut = isInReach() + " AND NOT (" + isWhole + ")";
        String single = "SELECT " + ofPlace + ", 1 AS n FROM (SELECT DISTINCT c.block AS block FROM audit_cell c WHERE "
                + cut + ") d CROSS JOIN audit_place p CROSS JOIN audit_cell c CROSS JOIN audit_shape s"
                + " WHERE p.idx >= d.block * " + Blocks.SIZE + " AND p.idx < (d.block + 1) * " + Blocks.SIZE
                + " AND c.block = d.block AND c.shape = p.shape AND " + cut + " AND s.id = p.shape"
                + isInTime() + filter.sql();
        return "SELECT " + groups + ", SUM(x.n) FROM (" + whole + " UNION ALL " + single + ") x GROUP BY " + groups;
    }

    private String ofRequest() {
        return " FROM audit_place p JOIN audit_shape s ON s.id = p.shape WHERE p.request = " + filter.request()
                + isInTime() + filter.sql();
    }

    private String isInTime() {
        return " AND p.recorded_at >= " + filter.from() + " AND p.recorded_at < " + filter.to();
    }

    private void bind(PreparedStatement statement) throws SQLException {
        int next = filter.bind(statement, 1);
        if (filter.request() == null) {
            filter.bind(statement, next);
        }
    }

    /** Are all entries of the cell in the span of time that is asked for? */
    private String isWithin() {
        return "c.earliest >= " + filter.from() + " AND c.latest < " + filter.to() + narrowing;
    }

    /** May one be? */
    private String isInReach() {
        return "c.latest >= " + filter.from() + " AND c.earliest < " + filter.to() + narrowing;
    }
}
