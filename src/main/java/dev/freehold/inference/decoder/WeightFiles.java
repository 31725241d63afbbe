package dev.freehold.inference.decoder;

import dev.freehold.inference.ModelLoadException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that hold a graph's weights: itself, and the external data that is named after it. */
final class WeightFiles {
    private WeightFiles() {}

    static long bytes(Path graph) throws ModelLoadException {
        Path folder = graph.toAbsolutePath().getParent();
        Path name = graph.getFileName();
        if (folder == null || name == null) {
            throw new ModelLoadException("The graph " + graph + " is not a file.");
        }
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> isPart(file, name))) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        } catch (IOException broken) {
            throw new ModelLoadException("The folder of the graph " + name + " is not readable.", broken);
        }
        return bytes;
    }

    private static boolean isPart(Path file, Path graph) {
        return String.valueOf(file.getFileName()).startsWith(graph.toString());
    }
}
