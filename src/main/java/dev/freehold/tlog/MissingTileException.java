package dev.freehold.tlog;

import java.io.Serial;

/** A tile that should be there is not, or holds fewer hashes than it should. */
public final class MissingTileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public MissingTileException(Tile tile) {
        super("tile " + tile.path() + " is missing");
    }
}
