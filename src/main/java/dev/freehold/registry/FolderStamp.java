package dev.freehold.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/** What a folder looks like from outside: which files, how long, how old, and which they are to the file system. */
final class FolderStamp {
    private static final int DEPTH = 4;

    private FolderStamp() {}

    static String of(Path folder) throws IOException {
        StringBuilder stamp = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.toRealPath(), DEPTH)) {
            for (Path file : files.sorted().toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    stamp.append(file)
                            .append(' ')
                            .append(attributes.size())
                            .append(' ')
                            .append(attributes.lastModifiedTime())
                            .append(' ')
                            .append(attributes.fileKey())
                            .append('\n');
                }
            }
        }
        return stamp.toString();
    }
}
