package dev.freehold.audit;

import dev.freehold.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The lines in the table of entries. */
final class JdbcLeaves implements AuditLeaves {
    private static final int BLOCK = 2048;

    private final Database database;
    private final RecentHashes recent;

    JdbcLeaves(Database database, RecentHashes recent) {
        this.database = database;
        this.recent = recent;
    }

    @Override
    public long end() {
        return database.read(JdbcLeaves::end);
    }

    private static long end(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT next FROM audit_head WHERE id = 1");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw UnusableLogException.broken(0);
            }
            return row.getLong(1);
        }
    }

    @Override
    public void read(long from, long to, LeafVisitor each) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("no entries from " + from + " to " + to);
        }
        for (long start = from; start < to; start += BLOCK) {
            long first = start;
            long after = Math.min(start + BLOCK, to);
            database.read(connection -> {
                block(connection, first, after, each);
                return this;
            });
        }
    }

    private static void block(Connection connection, long from, long to, LeafVisitor each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT idx, leaf FROM audit_entry WHERE idx >= ? AND idx < ? ORDER BY idx")) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            long expected = from;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getLong(1) != expected) {
                        throw UnusableLogException.broken(expected);
                    }
                    each.visit(expected, rows.getBytes(2));
                    expected++;
                }
            }
            if (expected != to) {
                throw new IllegalArgumentException("no entries from " + expected + " to " + to);
            }
        }
    }

    @Override
    public byte[] hash(long index) {
        byte[] known = recent.find(index);
        if (known != null) {
            return known.clone();
        }
        byte[][] found = new byte[1][];
        read(index, index + 1, (at, leaf) -> found[0] = Chain.leafHash(leaf));
        return found[0];
    }
}
