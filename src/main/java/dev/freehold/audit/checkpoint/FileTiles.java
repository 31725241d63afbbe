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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Whatever is wider begins with it: the full tile, or a partial one of a later checkpoint. */
    private byte[] begin(Tile tile) throws IOException {
        Optional<byte[]> full = WholeFile.read(path(tile.widened()));
        byte[] wider = full.isPresent() ? full.get() : widerPartial(tile);
        return Arrays.copyOf(wider, Math.min(wider.length, tile.width() * Hash.LENGTH));
    }

    private byte[] widerPartial(Tile tile) throws IOException {
        Path partials = Objects.requireNonNull(path(tile).getParent());
        if (Files.isDirectory(partials)) {
            try (Stream<Path> widths = Files.list(partials)) {
                for (Path width :
                        widths.filter(file -> width(file) > tile.width()).toList()) {
                    Optional<byte[]> wider = WholeFile.read(width);
                    if (wider.isPresent()) {
                        return wider.get();
                    }
                }
            }
        }
        throw new MissingTileException(tile);
    }

    /** Of a partial tile's file; 0 for any other. */
    private static int width(Path file) {
        String name = file.getFileName().toString();
        return name.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(name) : 0;
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
