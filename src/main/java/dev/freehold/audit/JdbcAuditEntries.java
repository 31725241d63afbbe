package dev.freehold.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of the audit log, row by row. */
final class JdbcAuditEntries {
    private JdbcAuditEntries() {}

    /** An entry as it is stored. */
    static final class Line {
        private final Instant at;
        private final byte[] leaf;

        Line(Instant at, byte[] leaf) {
            this.at = at;
            this.leaf = leaf;
        }

        static Line of(AuditEntry entry) {
            return new Line(entry.at(), EntryJson.encode(entry));
        }
    }

    /** Appends behind the last entry, which stays locked until the transaction ends; the index of the first. */
    static long append(Connection connection, List<Line> lines, RecentHashes recent) throws SQLException {
        Chain start = lockEnd(connection);
        Chain end = insert(connection, start, lines, recent);
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE audit_head SET next = ?, previous = ? WHERE id = 1")) {
            statement.setLong(1, end.next());
            statement.setBytes(2, end.previous());
            statement.executeUpdate();
        }
        return start.next();
    }

    static Chain lockEnd(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT next, previous FROM audit_head WHERE id = 1 FOR UPDATE");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw UnusableLogException.broken(0);
            }
            return Chain.at(row.getLong(1), row.getBytes(2));
        }
    }

    /**
     * Entries that were cut off the end, or added behind it, show here.
     *
     * @throws UnusableLogException when the last entry is not the one that the end follows from
     */
    static void checkEnd(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT head.next, head.previous, last.leaf,"
                        + " EXISTS (SELECT 1 FROM audit_entry beyond WHERE beyond.idx >= head.next)"
                        + " FROM audit_head head LEFT JOIN audit_entry last ON last.idx = head.next - 1");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw UnusableLogException.broken(0);
            }
            byte[] leaf = row.getBytes(3);
            byte[] expected = leaf == null ? Chain.START.previous() : Chain.leafHash(leaf);
            boolean isAtStart = row.getLong(1) == 0;
            if (isAtStart != (leaf == null) || row.getBoolean(4) || !Arrays.equals(row.getBytes(2), expected)) {
                throw UnusableLogException.broken(row.getLong(1));
            }
        }
    }

    private static Chain insert(Connection connection, Chain start, List<Line> lines, RecentHashes recent)
            throws SQLException {
        Long[] indices = new Long[lines.size()];
        Long[] times = new Long[lines.size()];
        byte[][] previous = new byte[lines.size()][];
        byte[][] leaves = new byte[lines.size()][];
        Chain end = start;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Frame frame = end.frame(line.leaf);
            indices[i] = frame.index();
            times[i] = micros(line.at);
            previous[i] = frame.previous();
            leaves[i] = frame.leaf();
            end = end.after(frame);
            recent.put(frame.index(), end.previous());
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO audit_entry (idx, recorded_at, previous, leaf) SELECT * FROM unnest(?, ?, ?, ?)")) {
            statement.setArray(1, array(connection, "bigint", indices));
            statement.setArray(2, array(connection, "bigint", times));
            statement.setArray(3, array(connection, "bytea", previous));
            statement.setArray(4, array(connection, "bytea", leaves));
            statement.executeUpdate();
        }
        return end;
    }

    private static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** The index after the last entry. */
    static long end(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT next FROM audit_head WHERE id = 1");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw UnusableLogException.broken(0);
            }
            return row.getLong(1);
        }
    }

    /** Up to {@code count} entries since an index and a time, oldest first. */
    static List<RecordedEntry> since(Connection connection, long index, Instant from, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT idx, previous, leaf FROM audit_entry WHERE idx >= ? AND recorded_at >= ? ORDER BY idx LIMIT ?")) {
            statement.setLong(1, index);
            statement.setLong(2, micros(from));
            statement.setInt(3, count);
            return read(statement);
        }
    }

    /** Entries at certain indices, oldest first. */
    static List<RecordedEntry> at(Connection connection, List<Long> indices) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT idx, previous, leaf FROM audit_entry WHERE idx = ANY (?) ORDER BY idx")) {
            statement.setArray(1, array(connection, "bigint", indices.toArray()));
            return read(statement);
        }
    }

    /** Oldest first, and each link checked that has both its ends here. */
    private static List<RecordedEntry> read(PreparedStatement statement) throws SQLException {
        List<Frame> frames = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                frames.add(new Frame(rows.getLong(1), rows.getBytes(2), rows.getBytes(3)));
            }
        }
        List<RecordedEntry> entries = new ArrayList<>(frames.size());
        Frame before = null;
        for (Frame frame : frames) {
            entries.add(intact(before, frame));
            before = frame;
        }
        return entries;
    }

    private static RecordedEntry intact(@Nullable Frame before, Frame frame) {
        if (before != null
                && before.index() + 1 == frame.index()
                && !Arrays.equals(frame.previous(), Chain.leafHash(before.leaf()))) {
            throw UnusableLogException.broken(frame.index());
        }
        try {
            return new RecordedEntry(frame.index(), EntryJson.decode(frame.leaf()));
        } catch (IOException e) {
            throw new UncheckedIOException("Entry " + frame.index() + " of the audit log cannot be read", e);
        }
    }

    /** A time beyond what a row can hold is as good as the last that it can. */
    private static long micros(Instant time) {
        if (time.getEpochSecond() <= Long.MIN_VALUE / 1_000_000 + 1) {
            return Long.MIN_VALUE;
        }
        return time.getEpochSecond() >= Long.MAX_VALUE / 1_000_000 - 1
                ? Long.MAX_VALUE
                : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
