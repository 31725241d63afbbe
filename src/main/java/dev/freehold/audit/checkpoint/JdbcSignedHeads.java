package dev.freehold.audit.checkpoint;

import dev.freehold.store.Database;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.VerifierKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In the one row that all replicas share; its triggers let it go forward only. */
final class JdbcSignedHeads implements SignedHeads {
    private final Database database;

    JdbcSignedHeads(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Checkpoint> last() {
        return database.read(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT origin, size, root FROM audit_signed WHERE id = 1");
                    ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Checkpoint(row.getString(1), row.getLong(2), Hash.of(row.getBytes(3))))
                        : Optional.empty();
            }
        });
    }

    @Override
    public boolean advance(Optional<Checkpoint> from, Checkpoint to) {
        return database.inTransaction(
                connection -> from.isEmpty() ? begin(connection, to) : replace(connection, from.get(), to));
    }

    private static boolean begin(Connection connection, Checkpoint to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO audit_signed (id, origin, size, root, signed_at) VALUES (1, ?, ?, ?, clock_timestamp())"
                        + " ON CONFLICT DO NOTHING")) {
            statement.setString(1, to.origin());
            statement.setLong(2, to.size());
            statement.setBytes(3, to.root().bytes());
            return statement.executeUpdate() == 1;
        }
    }

    private static boolean replace(Connection connection, Checkpoint from, Checkpoint to) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE audit_signed SET size = ?, root = ?, signed_at = clock_timestamp()"
                        + " WHERE id = 1 AND origin = ? AND size = ? AND root = ?")) {
            statement.setLong(1, to.size());
            statement.setBytes(2, to.root().bytes());
            statement.setString(3, from.origin());
            statement.setLong(4, from.size());
            statement.setBytes(5, from.root().bytes());
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public boolean isSignedWithin(Duration time) {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM audit_signed"
                    + " WHERE signed_at > clock_timestamp() - ? * INTERVAL '1 millisecond'")) {
                statement.setLong(1, time.toMillis());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public void publish(SignedNote note) {
        Checkpoint head = Checkpoint.parse(note.text());
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "UPDATE audit_signed SET checkpoint = ? WHERE id = 1 AND size = ? AND root = ?")) {
                statement.setString(1, note.toString());
                statement.setLong(2, head.size());
                statement.setBytes(3, head.root().bytes());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Optional<SignedNote> published() {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT checkpoint FROM audit_signed WHERE id = 1 AND checkpoint IS NOT NULL");
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(SignedNote.parse(row.getString(1))) : Optional.empty();
            }
        });
    }

    @Override
    public List<VerifierKey> keys() {
        return database.read(JdbcSignedHeads::keys);
    }

    private static List<VerifierKey> keys(Connection connection) throws SQLException {
        List<VerifierKey> keys = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT vkey FROM audit_verifier_key ORDER BY seq");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(VerifierKey.parse(rows.getString(1)));
            }
        }
        return keys;
    }

    @Override
    public boolean addKey(Optional<VerifierKey> before, VerifierKey key) {
        return database.inTurn("audit_verifier_key", connection -> {
            List<VerifierKey> known = keys(connection);
            Optional<VerifierKey> last = known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
            if (!last.equals(before)) {
                return false;
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO audit_verifier_key (seq, vkey, since) VALUES (?, ?, clock_timestamp())")) {
                statement.setInt(1, known.size());
                statement.setString(2, key.toString());
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Instant lastKeySince() {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT since FROM audit_verifier_key ORDER BY seq DESC LIMIT 1");
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getTimestamp(1).toInstant() : Instant.EPOCH;
            }
        });
    }
}
