package dev.freehold.auth;

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

/** The file that hands the bootstrap key over; written aside first, so that under its own name it is always whole. */
final class BootstrapKeyFile {
    private final Path folder;
    private final Path file;
    private final Path aside;

    BootstrapKeyFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("bootstrap-admin.key");
        this.aside = folder.resolve("bootstrap-admin.key.new");
    }

    Path path() {
        return file;
    }

    /** Writes the key aside, durably, readable by its owner only; what lay there is replaced. */
    void prepare(String key) {
        try {
            Files.deleteIfExists(aside);
            try (FileChannel channel = FileChannel.open(aside, Set.of(CREATE_NEW, WRITE), ownerOnly())) {
                ByteBuffer bytes = ByteBuffer.wrap((key + "\n").getBytes(US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            forceFolder();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The key that lies aside. */
    Optional<String> prepared() {
        try {
            return Files.exists(aside)
                    ? Optional.of(Files.readString(aside, US_ASCII).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Gives what lies aside its name. */
    void publish() {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void discard() {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void forceFolder() throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
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
        return new UncheckedIOException("cannot write the bootstrap key to " + file, e);
    }
}
