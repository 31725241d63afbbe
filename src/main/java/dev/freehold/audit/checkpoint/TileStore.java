package dev.freehold.audit.checkpoint;

import dev.freehold.tlog.Tile;
import dev.freehold.tlog.TileSource;

/** Keeps the tiles of the log; what it loses is made again from the entries. */
interface TileStore extends TileSource {

    /** Keeps a tile in place of whatever is there. */
    void write(Tile tile, byte[] hashes);

    /** Forgets all tiles. */
    void clear();
}
