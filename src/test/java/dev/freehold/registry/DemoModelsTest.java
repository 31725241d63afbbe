package dev.freehold.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoModelsTest {
    @TempDir
    Path home;

    private Path shipped;
    private Path target;

    static DemoModels shipping(Path shipped, Path target) {
        return new DemoModels(
                path -> {
                    try {
                        return Files.newInputStream(shipped.resolve(path));
                    } catch (NoSuchFileException absent) {
                        return null;
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                target);
    }

    @BeforeEach
    void ship() throws IOException {
        shipped = home.resolve("shipped");
        target = home.resolve("demo-models");
        Folders.text(shipped, "files.txt", "guide/config.json\nguide/1_Pooling/config.json\nembed/config.json\n");
        Folders.text(shipped, "guide/config.json", "guide");
        Folders.text(shipped, "guide/1_Pooling/config.json", "pooling");
        Folders.text(shipped, "embed/config.json", "embed");
    }

    private void unpack() throws IOException {
        assertEquals(
                Set.of("embed", "guide"), shipping(shipped, target).unpack().keySet());
        assertEquals("guide", Files.readString(target.resolve("guide/config.json")));
        assertEquals("pooling", Files.readString(target.resolve("guide/1_Pooling/config.json")));
        assertEquals("embed", Files.readString(target.resolve("embed/config.json")));
        assertEquals(Set.of(".lock", "embed", "guide"), names(target));
        assertEquals(Set.of("1_Pooling", "config.json"), names(target.resolve("guide")));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void leavesAnIntactModelAlone() throws IOException {
        unpack();
        FileTime longAgo = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(target.resolve("guide/config.json"), longAgo);
        unpack();
        assertEquals(longAgo, Files.getLastModifiedTime(target.resolve("guide/config.json")));
    }

    @Test
    void repairsADamagedModelAndOnlyThat() throws IOException {
        unpack();
        FileTime longAgo = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(target.resolve("embed/config.json"), longAgo);
        Files.writeString(target.resolve("guide/config.json"), "Guide");
        unpack();
        Files.delete(target.resolve("guide/1_Pooling/config.json"));
        unpack();
        Files.writeString(target.resolve("guide/more.json"), "{}");
        unpack();
        assertEquals(longAgo, Files.getLastModifiedTime(target.resolve("embed/config.json")));
    }

    @Test
    void clearsWhatAnInterruptedUnpackingLeft() throws IOException {
        Folders.text(target, ".new-123/config.json", "half");
        Folders.text(target, ".old-456/model/config.json", "old");
        unpack();
    }

    @Test
    void takesANewerModelWhenFreeholdShipsOne() throws IOException {
        unpack();
        Folders.text(shipped, "embed/config.json", "newer");
        shipping(shipped, target).unpack();
        assertEquals("newer", Files.readString(target.resolve("embed/config.json")));
    }

    @Test
    void saysWhichFileIsNotInTheBuild() throws IOException {
        Files.delete(shipped.resolve("embed/config.json"));
        NoSuchFileException missing = assertThrows(
                NoSuchFileException.class, () -> shipping(shipped, target).unpack());
        assertTrue(missing.toString().contains("demo-models/embed/config.json"));
        assertFalse(Files.exists(target.resolve("embed")));
    }

    @Test
    void theListNamesExactlyTheFilesThatShip() throws IOException {
        Path resources = Path.of("src/main/resources/demo-models");
        List<String> listed = Files.readAllLines(resources.resolve("files.txt"));
        try (Stream<Path> files = Files.walk(resources)) {
            List<String> present = files.filter(Files::isRegularFile)
                    .map(file -> resources.relativize(file).toString())
                    .filter(file -> !file.equals("files.txt"))
                    .sorted()
                    .toList();
            assertEquals(present, listed, "update src/main/resources/demo-models/files.txt");
        }
    }
}
