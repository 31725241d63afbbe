package dev.freehold.tlog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tiles of a log in memory; a partial tile is kept beside the full one. */
final class MemoryTiles implements TileSource {
    private final Map<Tile, byte[]> tiles = new HashMap<>();

    static MemoryTiles of(List<byte[]> entries) {
        MemoryTiles memory = new MemoryTiles();
        TileEdge edge = new TileEdge();
        entries.forEach(entry -> edge.append(Hash.ofLeaf(entry), memory.tiles::put));
        edge.partials(memory.tiles::put);
        return memory;
    }

    Map<Tile, byte[]> all() {
        return tiles;
    }

    @Override
    public byte[] read(Tile tile) {
        byte[] hashes = tiles.get(tile);
        if (hashes == null) {
            throw new MissingTileException(tile);
        }
        return hashes;
    }
}
