package dev.freehold.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The folder that holds everything Freehold keeps ({@code freehold.home}); nobody but its owner may look inside. */
@ApplicationScoped
public class DataFolder {
    private final Path path;

    @Inject
    DataFolder(@ConfigProperty(name = "freehold.home") String home) {
        this(Path.of(home));
    }

    public DataFolder(Path home) {
        this.path = home.toAbsolutePath().normalize();
    }

    public Path path() {
        return path;
    }

    /** Makes the folder (mode 700) when it is not there; one that is there keeps the mode its owner chose. */
    public void create() {
        try {
            Files.createDirectories(path, ownerOnly());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the data folder " + path + " (freehold.home)", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }
}
