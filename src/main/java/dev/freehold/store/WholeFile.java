package dev.freehold.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Files that a reader sees whole or not at all; only their owner may read them. */
public final class WholeFile {
    private WholeFile() {}

    /** Replaces a file; durable when this returns. */
    public static void replaceDurably(Path file, byte[] bytes) throws IOException {
        Path aside = aside(file, bytes, true);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(file);
    }

    /** Replaces a file that can be made again. */
    public static void replace(Path file, byte[] bytes) throws IOException {
        Files.move(aside(file, bytes, false), file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The bytes of a file; absent when there is none. */
    public static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private static Path aside(Path file, byte[] bytes, boolean durably) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        try (FileChannel channel =
                FileChannel.open(aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (durably) {
                channel.force(true);
            }
        }
        return aside;
    }

    /** Makes the name of a file durable. */
    public static void syncFolder(Path file) throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
