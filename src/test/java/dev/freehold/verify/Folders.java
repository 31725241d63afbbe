package dev.freehold.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of tests. */
final class Folders {
    private Folders() {}

    /** Deletes what is in a folder, and makes it when it is not there. */
    static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> inside;
        try (Stream<Path> files = Files.walk(folder)) {
            inside = files.filter(file -> !file.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : inside) {
            Files.delete(file);
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
