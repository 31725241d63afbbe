package dev.freehold.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The right edge of a tree in tiles: it takes leaves in, gives out each tile that becomes full, and knows the root. For one thread. */
public final class TileEdge {
    /** The hashes of the tile at the edge, level by level. */
    private final List<ByteArrayOutputStream> edge = new ArrayList<>();

    private long size;

    /** The edge of an empty tree. */
    public TileEdge() {}

    /**
     * Goes on where the tiles of a tree of {@code size} leaves end.
     *
     * @throws MissingTileException when a tile of the edge is missing
     */
    public static TileEdge of(TileSource tiles, long size) {
        TileEdge edge = new TileEdge();
        edge.size = size;
        for (Tile partial : Tile.partials(size)) {
            byte[] hashes = tiles.read(partial);
            if (hashes.length != partial.width() * Hash.LENGTH) {
                throw new MissingTileException(partial);
            }
            edge.level(partial.level()).writeBytes(hashes);
        }
        return edge;
    }

    public long size() {
        return size;
    }

    /** Takes one more leaf, and gives out the tiles that it makes full. */
    public void append(Hash leaf, BiConsumer<Tile, byte[]> full) {
        Hash hash = leaf;
        int level = 0;
        boolean isFull = true;
        while (isFull) {
            ByteArrayOutputStream hashes = level(level);
            hashes.writeBytes(hash.bytes());
            isFull = hashes.size() == Tile.FULL * Hash.LENGTH;
            if (isFull) {
                byte[] tile = hashes.toByteArray();
                full.accept(new Tile(level, size >> (Tile.HEIGHT * (level + 1)), Tile.FULL), tile);
                hashes.reset();
                hash = TiledNodes.subtree(tile, 0, Tile.FULL);
                level++;
            }
        }
        size++;
    }

    /** Gives out the tiles at the edge, which are not full. */
    public void partials(BiConsumer<Tile, byte[]> each) {
        for (Tile partial : Tile.partials(size)) {
            each.accept(partial, level(partial.level()).toByteArray());
        }
    }

    public Hash root() {
        return Proofs.root(new TiledNodes(this::atEdge, size), size);
    }

    /** A root is made of subtrees at the edge only. */
    private byte[] atEdge(Tile tile) {
        return level(tile.level()).toByteArray();
    }

    private ByteArrayOutputStream level(int level) {
        while (edge.size() <= level) {
            edge.add(new ByteArrayOutputStream());
        }
        return edge.get(level);
    }
}
