package dev.freehold.audit.checkpoint;

import dev.freehold.store.WholeFile;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.MissingTileException;
import dev.freehold.tlog.Tile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/** Tiles in files, laid out as C2SP tlog-tiles serves them; a partial tile lies beside its full one until that is there. */
final class FileTiles implements TileStore {
    private final Path folder;

    FileTiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public byte[] read(Tile tile) {
        try {
            Optional<byte[]> exact = WholeFile.read(path(tile));
            return exact.isPresent() || tile.isFull()
                    ? exact.orElseThrow(() -> new MissingTileException(tile))
                    : begin(tile);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private byte[] begin(Tile tile) throws IOException {
        byte[] full = WholeFile.read(path(tile.widened())).orElseThrow(() -> new MissingTileException(tile));
        return Arrays.copyOf(full, Math.min(full.length, tile.width() * Hash.LENGTH));
    }

    @Override
    public void write(Tile tile, byte[] hashes) {
        try {
            if (tile.isFull()) {
                WholeFile.replaceDurably(path(tile), hashes);
                delete(path(tile).resolveSibling(path(tile).getFileName() + ".p"));
            } else {
                WholeFile.replace(path(tile), hashes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void clear() {
        try {
            delete(folder);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path path(Tile tile) {
        return folder.resolve(tile.path());
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("The tiles in " + folder + " cannot be read or written", e);
    }
}
