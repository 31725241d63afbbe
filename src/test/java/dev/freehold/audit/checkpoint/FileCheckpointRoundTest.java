package dev.freehold.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.tlog.Hash;
import dev.freehold.tlog.MissingTileException;
import dev.freehold.tlog.Tile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointRoundTest extends CheckpointRoundContract {
    @TempDir
    Path folder;

    @Override
    SignedHeads openHeads() {
        return new FileSignedHeads(folder);
    }

    @Override
    TileStore openTiles() {
        return new FileTiles(folder.resolve("tile"));
    }

    @Test
    void aFullTileReplacesItsPartsAndStillShowsThem() {
        TileStore tiles = openTiles();
        byte[] full = new byte[Tile.FULL * Hash.LENGTH];
        full[5] = 1;
        Tile part = new Tile(0, 1_234, 7);
        assertThrows(MissingTileException.class, () -> tiles.read(part));
        tiles.write(part, new byte[7 * Hash.LENGTH]);
        tiles.write(part.widened(), full);

        assertFalse(Files.exists(folder.resolve("tile/0/x001/234.p")));
        assertArrayEquals(full, tiles.read(part.widened()));
        assertArrayEquals(java.util.Arrays.copyOf(full, 7 * Hash.LENGTH), tiles.read(part));
    }
}
