package dev.freehold.responses;

import dev.freehold.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Sealed responses in the database. */
final class JdbcKeptResponses implements KeptResponses {
    private final Database database;
    private final Seal seal;
    private final Bounds bounds;
    private final InstantSource clock;

    /** How long and how much, in bytes. */
    record Bounds(Duration keep, long maxSize, long maxProjectSize) {}

    JdbcKeptResponses(Database database, Seal seal, Bounds bounds, InstantSource clock) {
        this.database = database;
        this.seal = seal;
        this.bounds = bounds;
        this.clock = clock;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public boolean keep(Owner owner, String id, KeptResponse response) {
        long now = clock.millis();
        Seal.Place place = new Seal.Place(owner, id, now + bounds.keep().toMillis());
        byte[] sealed = seal.seal(place, response);
        if (sealed.length > Math.min(bounds.maxSize(), bounds.maxProjectSize())) {
            return false;
        }
        return database.inTurn("responses " + owner, connection -> {
            makeRoom(connection, owner, bounds.maxProjectSize() - sealed.length);
            KeptResponseRows.insert(connection, place, seal.name(), now, sealed);
            return true;
        });
    }

    @Override
    public Optional<KeptResponse> find(Owner owner, String id) {
        long now = clock.millis();
        return database.read(connection -> KeptResponseRows.find(connection, owner, id, seal, now));
    }

    @Override
    public boolean delete(Owner owner, String id) {
        long now = clock.millis();
        return database.inTransaction(connection -> KeptResponseRows.delete(connection, owner, id, now));
    }

    @Override
    public int sweep() {
        long now = clock.millis();
        return database.inTransaction(connection -> KeptResponseRows.deleteExpired(connection, now));
    }

    /** The oldest go until the others take no more than this. */
    private static void makeRoom(Connection connection, Owner owner, long bytes) throws SQLException {
        long taken = KeptResponseRows.size(connection, owner);
        if (taken <= bytes) {
            return;
        }
        try (PreparedStatement oldest = connection.prepareStatement(
                "SELECT id, size FROM kept_response WHERE tenant = ? AND project = ? ORDER BY created_at, id")) {
            oldest.setString(1, owner.tenant());
            oldest.setString(2, owner.project());
            try (ResultSet rows = oldest.executeQuery()) {
                while (taken > bytes && rows.next()) {
                    KeptResponseRows.delete(connection, owner, rows.getString(1), Long.MIN_VALUE);
                    taken -= rows.getLong(2);
                }
            }
        }
    }
}
