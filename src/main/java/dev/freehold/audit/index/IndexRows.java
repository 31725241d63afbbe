package dev.freehold.audit.index;

import dev.freehold.audit.AuditFacets.Facet;
import dev.freehold.audit.index.Stretch.Cell;
import dev.freehold.audit.index.Stretch.Count;
import dev.freehold.audit.index.Stretch.Place;
import dev.freehold.store.Database.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the tables of the index. */
final class IndexRows {
    private IndexRows() {}

    /**
     * How far the index has come.
     *
     * @param next the first entry that it does not have
     * @param lastLine the one before, empty at the start
     */
    record End(long next, String lastLine) {}

    static End end(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT next, last_line FROM audit_index_end WHERE id = 1");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("the index has lost its place in the audit log");
            }
            return new End(row.getLong(1), row.getString(2));
        }
    }

    /** Takes a stretch in, unless another process has done so. */
    static boolean add(Connection connection, Stretch stretch) throws SQLException {
        if (!advance(connection, stretch)) {
            return false;
        }
        Map<Shape, Long> numbers = new HashMap<>();
        for (Shape shape : stretch.shapes()) {
            numbers.put(shape, number(connection, shape));
        }
        addPlaces(connection, stretch, numbers);
        addCells(connection, stretch, numbers);
        return true;
    }

    private static boolean advance(Connection connection, Stretch stretch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE audit_index_end SET next = ?, last_line = ? WHERE id = 1 AND next = ?")) {
            statement.setLong(1, stretch.next());
            statement.setString(2, stretch.lastLine());
            statement.setLong(3, stretch.from());
            return statement.executeUpdate() == 1;
        }
    }

    private static long number(Connection connection, Shape shape) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT id FROM audit_shape WHERE digest = ?")) {
            statement.setString(1, shape.digest());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : insert(connection, shape);
            }
        }
    }

    private static long insert(Connection connection, Shape shape) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO audit_shape
                  (digest, searchable, kind, action, actor, tenant, project, model, outcome, status)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""")) {
            statement.setString(1, shape.digest());
            statement.setString(2, shape.searchable());
            int column = 3;
            for (Facet facet : Facet.values()) {
                statement.setString(column++, shape.values().get(facet));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void addPlaces(Connection connection, Stretch stretch, Map<Shape, Long> numbers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO audit_place (idx, recorded_at, shape, request) VALUES (?, ?, ?, ?)")) {
            for (Place place : stretch.places()) {
                statement.setLong(1, place.index());
                statement.setLong(2, place.at());
                statement.setLong(3, numbers.getOrDefault(place.shape(), 0L));
                if (place.request() == null) {
                    statement.setNull(4, Types.BIGINT);
                } else {
                    statement.setLong(4, place.request());
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void addCells(Connection connection, Stretch stretch, Map<Shape, Long> numbers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO audit_cell (block, shape, entries, earliest, latest) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (block, shape) DO UPDATE SET
                  entries = audit_cell.entries + excluded.entries,
                  earliest = CASE WHEN excluded.earliest < audit_cell.earliest
                    THEN excluded.earliest ELSE audit_cell.earliest END,
                  latest = CASE WHEN excluded.latest > audit_cell.latest
                    THEN excluded.latest ELSE audit_cell.latest END""")) {
            for (Map.Entry<Cell, Count> cell : stretch.cells().entrySet()) {
                statement.setLong(1, cell.getKey().block());
                statement.setLong(2, numbers.getOrDefault(cell.getKey().shape(), 0L));
                statement.setLong(3, cell.getValue().entries());
                statement.setLong(4, cell.getValue().earliest());
                statement.setLong(5, cell.getValue().latest());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Forgets everything, so that the log is read from its start again. */
    static void clear(Connection connection, Engine engine) throws SQLException {
        String empty = switch (engine) {
            case SQLITE -> "DELETE FROM ";
            case POSTGRESQL -> "TRUNCATE ";
        };
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("audit_place", "audit_cell", "audit_shape")) {
                statement.executeUpdate(empty + table);
            }
            statement.executeUpdate("UPDATE audit_index_end SET next = 0, last_line = '' WHERE id = 1");
        }
    }
}
