package dev.freehold.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.tlog.Hash;
import dev.freehold.tlog.MissingTileException;
import dev.freehold.tlog.Tile;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTilesTest {
    @TempDir
    Path folder;

    /** Nobody knows at which sizes checkpoints were signed. */
    @Test
    void aTileIsTheBeginningOfAnyWiderOne() {
        FileTiles tiles = new FileTiles(folder);
        byte[] five = new byte[5 * Hash.LENGTH];
        for (int i = 0; i < five.length; i++) {
            five[i] = (byte) i;
        }
        tiles.write(new Tile(0, 0, 5), five);

        assertArrayEquals(Arrays.copyOf(five, 3 * Hash.LENGTH), tiles.read(new Tile(0, 0, 3)));
        assertThrows(MissingTileException.class, () -> tiles.read(new Tile(0, 0, 6)));
        assertThrows(MissingTileException.class, () -> tiles.read(new Tile(0, 1, 3)));
    }
}
