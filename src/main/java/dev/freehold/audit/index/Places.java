package dev.freehold.audit.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Looks up where matching entries are, newest first. */
final class Places {
    /** Blocks that are looked through at first; twice as many each time that they were not enough. */
    private static final int FIRST_LOOK = 4;

    private static final String CELLS = """
            SELECT c.block, c.shape FROM audit_cell c JOIN audit_shape s ON s.id = c.shape
            WHERE c.block >= ? AND c.block <= ? AND c.latest >= ? AND c.earliest < ?""";

    private static final String IN_CELL = """
            SELECT idx FROM audit_place
            WHERE idx >= ? AND idx < ? AND shape = ? AND recorded_at >= ? AND recorded_at < ?""";

    private static final String OF_REQUEST = """
            SELECT p.idx FROM audit_place p JOIN audit_shape s ON s.id = p.shape
            WHERE p.request = ? AND p.idx < ? AND p.recorded_at >= ? AND p.recorded_at < ?""";

    private final Connection connection;
    private final Filter filter;

    Places(Connection connection, Filter filter) {
        this.connection = connection;
        this.filter = filter;
    }

    /** The newest {@code count} of them. */
    List<Long> below(long below, int count) throws SQLException {
        Long request = filter.request();
        return request == null ? byBlock(below, count) : ofRequest(request, below, count);
    }

    private List<Long> ofRequest(long number, long below, int count) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(OF_REQUEST + filter.sql() + " ORDER BY p.idx DESC LIMIT ?")) {
            statement.setLong(1, number);
            statement.setLong(2, below);
            statement.setLong(3, filter.from());
            statement.setLong(4, filter.to());
            statement.setInt(filter.bind(statement, 5), count);
            return indices(statement);
        }
    }

    private List<Long> byBlock(long below, int count) throws SQLException {
        List<Long> found = new ArrayList<>();
        String narrowing = filter.narrowing(connection);
        long last = Blocks.of(below - 1);
        long look = FIRST_LOOK;
        while (last >= 0 && below > 0 && found.size() < count) {
            long first = Math.max(0, last - look + 1);
            collect(cells(first, last, narrowing), below, count, found);
            last = first - 1;
            look *= 2;
        }
        return found.subList(0, Math.min(count, found.size()));
    }

    /** Whole blocks, so what is found is complete down to the block that it ends in. */
    private void collect(NavigableMap<Long, List<Long>> cells, long below, int count, List<Long> found)
            throws SQLException {
        for (Map.Entry<Long, List<Long>> block : cells.descendingMap().entrySet()) {
            if (found.size() >= count) {
                return;
            }
            List<Long> inBlock = new ArrayList<>();
            for (long shape : block.getValue()) {
                inBlock.addAll(inCell(block.getKey(), shape, below));
            }
            inBlock.sort(Comparator.reverseOrder());
            found.addAll(inBlock);
        }
    }

    /** The shapes that match, by block. */
    private NavigableMap<Long, List<Long>> cells(long first, long last, String narrowing) throws SQLException {
        NavigableMap<Long, List<Long>> cells = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(CELLS + filter.sql() + narrowing)) {
            statement.setLong(1, first);
            statement.setLong(2, last);
            statement.setLong(3, filter.from());
            statement.setLong(4, filter.to());
            filter.bind(statement, 5);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    cells.computeIfAbsent(rows.getLong(1), block -> new ArrayList<>())
                            .add(rows.getLong(2));
                }
            }
        }
        return cells;
    }

    private List<Long> inCell(long block, long shape, long below) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IN_CELL)) {
            statement.setLong(1, Blocks.first(block));
            statement.setLong(2, Math.min(Blocks.first(block + 1), below));
            statement.setLong(3, shape);
            statement.setLong(4, filter.from());
            statement.setLong(5, filter.to());
            return indices(statement);
        }
    }

    private static List<Long> indices(PreparedStatement statement) throws SQLException {
        List<Long> indices = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                indices.add(rows.getLong(1));
            }
        }
        return indices;
    }
}
