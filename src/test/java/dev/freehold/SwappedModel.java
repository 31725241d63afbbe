package dev.freehold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the built-in text model in the operator's folder, of which there are two versions. */
public record SwappedModel(Path folder) {

    public static SwappedModel copy(Path home, String name) throws IOException {
        Path original = home.resolve("demo-models/freehold-guide");
        Path folder = Files.createDirectories(home.resolve("models").resolve(name));
        List<Path> files;
        try (Stream<Path> all = Files.list(original)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return new SwappedModel(folder);
    }

    /** The other version from now on: another digest, the same text. */
    public void swap(int number) throws IOException {
        Path config = folder.resolve("generation_config.json");
        Path fresh = folder.resolveSibling(".fresh");
        Files.writeString(fresh, Files.readString(config).strip() + "\n".repeat(1 + number % 2));
        Files.move(fresh, config, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Runs something while half of the weights is missing. */
    public void withoutHalf(Runnable work) throws IOException {
        Path graph = folder.resolve("model.onnx");
        byte[] whole = Files.readAllBytes(graph);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        put(graph, half);
        try {
            work.run();
        } finally {
            put(graph, whole);
        }
    }

    private static void put(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(".fresh");
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes it away again. */
    public void delete() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
