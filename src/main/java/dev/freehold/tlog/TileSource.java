package dev.freehold.tlog;

/** Where tiles are kept. */
@FunctionalInterface
public interface TileSource {

    /**
     * The hashes of a tile, 32 bytes each.
     *
     * @throws MissingTileException when it is not there in full
     */
    byte[] read(Tile tile);
}
