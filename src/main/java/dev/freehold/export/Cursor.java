package dev.freehold.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** How far a follower has got, in a small file: the index of the next entry. It moves only forward, and only when that is on the disk. */
final class Cursor {
    private final Path file;
    private long next;

    private Cursor(Path file, long next) {
        this.file = file;
        this.next = next;
    }

    /**
     * Opens a cursor, at 0 when it is new.
     *
     * @throws IOException also when the file holds anything else than a number
     */
    static Cursor open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!Files.exists(file)) {
            return new Cursor(file, 0);
        }
        try {
            return new Cursor(
                    file, Long.parseUnsignedLong(Files.readString(file).strip()));
        } catch (NumberFormatException e) {
            throw new IOException(file + " must hold the index of the next entry to send", e);
        }
    }

    long next() {
        return next;
    }

    /** Renaming replaces the file as a whole, so a crash leaves the old cursor or the new one. */
    void move(long to) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer text = ByteBuffer.wrap((to + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        next = to;
    }
}
