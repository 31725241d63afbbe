package dev.freehold.tlog;

import java.util.HashMap;
import java.util.Map;

/** The hashes of a tree of a certain size, read from its tiles, each once. For one thread. */
public final class TiledNodes implements Nodes {
    private final TileSource tiles;
    private final long size;
    private final Map<Tile, byte[]> read = new HashMap<>();

    public TiledNodes(TileSource tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    @Override
    public Hash at(int level, long index) {
        int inTile = level % Tile.HEIGHT;
        long first = index << inTile;
        Tile tile = Tile.in(size, level / Tile.HEIGHT, first / Tile.FULL);
        return subtree(read.computeIfAbsent(tile, this::load), (int) (first % Tile.FULL), 1 << inTile);
    }

    private byte[] load(Tile tile) {
        byte[] hashes = tiles.read(tile);
        if (hashes.length != tile.width() * Hash.LENGTH) {
            throw new MissingTileException(tile);
        }
        return hashes;
    }

    static Hash subtree(byte[] hashes, int first, int count) {
        if (count == 1) {
            return Hash.at(hashes, first);
        }
        int half = count / 2;
        return Hash.ofNode(subtree(hashes, first, half), subtree(hashes, first + half, half));
    }
}
