package dev.freehold.payload;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** {@code blobs/<first two digits>/<name>} in the log's folder: whole under its name, and its name durable. */
final class BlobFolder {
    /** Windows has no way to sync a folder and needs none. */
    private static final boolean SYNCS_FOLDERS = File.separatorChar == '/';

    private final Path log;
    private final Path blobs;

    BlobFolder(Path log) {
        this.log = log;
        this.blobs = log.resolve("blobs");
    }

    void write(String name, byte[] content) {
        Path shelf = shelf(name);
        Path aside = shelf.resolve(name + ".new");
        try {
            make(shelf);
            try (FileChannel channel = FileChannel.open(aside, CREATE, WRITE, TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(aside, shelf.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            sync(shelf);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a payload in " + blobs, e);
        }
    }

    Optional<byte[]> read(String name) {
        try {
            return Optional.of(Files.readAllBytes(shelf(name).resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a payload from " + blobs, e);
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(shelf(name).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete a payload from " + blobs, e);
        }
    }

    private Path shelf(String name) {
        return blobs.resolve(name.substring(0, 2));
    }

    private void make(Path shelf) throws IOException {
        if (!Files.isDirectory(shelf)) {
            Files.createDirectories(shelf);
            sync(blobs);
            sync(log);
        }
    }

    private static void sync(Path directory) throws IOException {
        if (SYNCS_FOLDERS) {
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }
}
