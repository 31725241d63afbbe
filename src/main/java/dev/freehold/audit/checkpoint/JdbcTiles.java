package dev.freehold.audit.checkpoint;

import dev.freehold.store.Database;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.MissingTileException;
import dev.freehold.tlog.Tile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** Tiles in rows, the widest known of each place; every replica writes the same. */
final class JdbcTiles implements TileStore {
    private final Database database;

    JdbcTiles(Database database) {
        this.database = database;
    }

    @Override
    public byte[] read(Tile tile) {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT substring(hashes FROM 1 FOR ?) FROM audit_tile WHERE level = ? AND idx = ?")) {
                statement.setInt(1, tile.width() * Hash.LENGTH);
                statement.setInt(2, tile.level());
                statement.setLong(3, tile.index());
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new MissingTileException(tile);
                    }
                    return row.getBytes(1);
                }
            }
        });
    }

    @Override
    public void write(Tile tile, byte[] hashes) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO audit_tile (level, idx, hashes) VALUES (?, ?, ?) ON CONFLICT (level, idx) DO UPDATE"
                            + " SET hashes = EXCLUDED.hashes"
                            + " WHERE octet_length(audit_tile.hashes) < octet_length(EXCLUDED.hashes)")) {
                statement.setInt(1, tile.level());
                statement.setLong(2, tile.index());
                statement.setBytes(3, hashes);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void clear() {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM audit_tile")) {
                return statement.executeUpdate();
            }
        });
    }
}
