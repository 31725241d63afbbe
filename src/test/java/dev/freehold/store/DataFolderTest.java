package dev.freehold.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path place;

    @Test
    void letsOnlyItsOwnerIn() throws IOException {
        DataFolder folder = new DataFolder(place.resolve("a/b"));

        folder.create();
        folder.create();

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())));
    }

    @Test
    void saysWhichFolderCannotBeMade() throws IOException {
        Path file = Files.createFile(place.resolve("file"));

        UncheckedIOException failure =
                assertThrows(UncheckedIOException.class, () -> new DataFolder(file.resolve("home")).create());

        assertEquals("cannot make the data folder " + file.resolve("home") + " (freehold.home)", failure.getMessage());
    }
}
