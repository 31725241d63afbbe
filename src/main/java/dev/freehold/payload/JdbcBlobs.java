package dev.freehold.payload;

import dev.freehold.audit.AuditConfig;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row for each payload. A server keeps its bytes too; beside the embedded database they lie in a file, which is written after
 * the row, so that no file is ever forgotten.
 */
@ApplicationScoped
class JdbcBlobs implements Blobs {
    private static final int AT_ONCE = 500;

    private final Database database;
    private final BlobFolder folder;

    JdbcBlobs(Database database, AuditConfig config) {
        this.database = database;
        this.folder = new BlobFolder(config.dir());
    }

    @Override
    public void put(String name, String subject, byte[] bytes) {
        boolean isFile = inFiles();
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO payload_blob (ref, sub, created_at, content) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (ref) DO NOTHING")) {
                statement.setString(1, name);
                statement.setString(2, subject);
                statement.setLong(3, Instant.now().toEpochMilli());
                statement.setBytes(4, isFile ? null : bytes);
                return statement.executeUpdate();
            }
        });
        if (isFile) {
            folder.write(name, bytes);
        }
    }

    @Override
    public Optional<byte[]> find(String name) {
        return inFiles() ? folder.read(name) : database.read(connection -> content(connection, name));
    }

    private static Optional<byte[]> content(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT content FROM payload_blob WHERE ref = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    @Override
    public int deleteBefore(Instant time) {
        int all = 0;
        List<String> gone;
        do {
            gone = database.inTurn("payload_blob", connection -> deleteSome(connection, time));
            all += gone.size();
        } while (gone.size() == AT_ONCE);
        return all;
    }

    /** The files first: a row without its file is found again, a file without its row would not be. */
    private List<String> deleteSome(Connection connection, Instant time) throws SQLException {
        List<String> due = due(connection, time);
        if (inFiles()) {
            due.forEach(folder::delete);
        }
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM payload_blob WHERE ref = ?")) {
            for (String name : due) {
                statement.setString(1, name);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return due;
    }

    private static List<String> due(Connection connection, Instant time) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT ref FROM payload_blob WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM subject"
                        + " WHERE subject.sub = payload_blob.sub AND subject.held_at IS NOT NULL)"
                        + " ORDER BY created_at LIMIT " + AT_ONCE)) {
            statement.setLong(1, time.toEpochMilli());
            List<String> names = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        }
    }

    private boolean inFiles() {
        return switch (database.engine()) {
            case SQLITE -> true;
            case POSTGRESQL -> false;
        };
    }
}
