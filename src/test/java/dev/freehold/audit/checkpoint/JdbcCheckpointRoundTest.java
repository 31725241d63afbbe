package dev.freehold.audit.checkpoint;

import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;

class JdbcCheckpointRoundTest extends CheckpointRoundContract {
    private Database database = PostgresServer.open();

    @Override
    SignedHeads openHeads() {
        database = PostgresServer.open();
        return new JdbcSignedHeads(database);
    }

    @Override
    TileStore openTiles() {
        return new JdbcTiles(database);
    }
}
