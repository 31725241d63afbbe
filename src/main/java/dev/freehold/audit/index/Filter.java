package dev.freehold.audit.index;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditFacets.Facet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The criteria that shapes answer, as SQL over {@code audit_shape s}: names from a fixed vocabulary, values as parameters. */
final class Filter {
    private static final int FEW = 500;

    private final StringBuilder sql = new StringBuilder();
    private final List<String> values = new ArrayList<>();
    private final long from;
    private final long to;
    private final @Nullable Long request;

    private Filter(AuditCriteria criteria) {
        this.from = Micros.atOrAfter(criteria.earliest());
        this.to = Micros.atOrAfter(criteria.latest());
        this.request = criteria.request() == null ? null : Shape.number(criteria.request());
    }

    static Filter of(AuditCriteria criteria) {
        Filter filter = new Filter(criteria);
        wanted(criteria).forEach((facet, value) -> filter.and("s." + facet.wireName() + " = ?", value));
        String without = Shape.storable(criteria.without());
        if (without != null) {
            filter.and("s.action <> ?", without);
        }
        if (criteria.text() != null) {
            filter.and("s.searchable LIKE ? ESCAPE '!'", pattern(AuditCriteria.folded(criteria.text())));
        }
        return filter;
    }

    private static Map<Facet, String> wanted(AuditCriteria criteria) {
        Map<Facet, String> wanted = new EnumMap<>(Facet.class);
        for (Facet facet : Facet.values()) {
            String value = Shape.storable(value(criteria, facet));
            if (value != null) {
                wanted.put(facet, value);
            }
        }
        return wanted;
    }

    private static @Nullable String value(AuditCriteria criteria, Facet facet) {
        return switch (facet) {
            case KIND -> criteria.kind() == null ? null : criteria.kind().wireName();
            case ACTION -> criteria.action();
            case ACTOR -> criteria.actor();
            case TENANT -> criteria.tenant();
            case PROJECT -> criteria.project();
            case MODEL -> criteria.model();
            case OUTCOME -> criteria.outcome();
            case STATUS -> criteria.status() == null ? null : Integer.toString(criteria.status());
        };
    }

    private static String pattern(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    private void and(String condition, String value) {
        sql.append(" AND ").append(condition);
        values.add(value);
    }

    /** Begins with AND, unless it is empty. */
    String sql() {
        return sql.toString();
    }

    /** Sets its parameters, the first of them at {@code position}; the position after the last. */
    int bind(PreparedStatement statement, int position) throws SQLException {
        int next = position;
        for (String value : values) {
            statement.setString(next++, value);
        }
        return next;
    }

    /** Names the shapes, where they are few: then only their cells are looked at. Begins with AND, unless it is empty. */
    String narrowing(Connection connection) throws SQLException {
        if (values.isEmpty()) {
            return "";
        }
        List<String> shapes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT s.id FROM audit_shape s WHERE 1 = 1" + sql() + " LIMIT " + (FEW + 1))) {
            bind(statement, 1);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    shapes.add(Long.toString(rows.getLong(1)));
                }
            }
        }
        if (shapes.isEmpty()) {
            return " AND 1 = 0";
        }
        return shapes.size() > FEW ? "" : " AND c.shape IN (" + String.join(", ", shapes) + ")";
    }

    /** The earliest time, in microseconds. */
    long from() {
        return from;
    }

    /** The time after the latest, in microseconds. */
    long to() {
        return to;
    }

    /** The number of the request that is asked for. */
    @Nullable
    Long request() {
        return request;
    }
}
