package dev.freehold.subject;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** {@code subjects.key} in the data folder, mode 600; under its name it is always whole. */
final class MasterKeyFile {
    private final Path file;
    private final Path aside;

    MasterKeyFile(Path folder) {
        this.file = folder.resolve("subjects.key");
        this.aside = folder.resolve("subjects.key.new");
    }

    Path path() {
        return file;
    }

    Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file, US_ASCII)) : Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Durable when this returns. */
    void write(String key) {
        try {
            Files.deleteIfExists(aside);
            try (FileChannel channel = FileChannel.open(aside, Set.of(CREATE_NEW, WRITE), ownerOnly())) {
                ByteBuffer bytes = ByteBuffer.wrap((key + "\n").getBytes(US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void forceFolder() throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
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

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("cannot keep the master key of subjects in " + file, e);
    }
}
