package dev.freehold.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models that ship inside Freehold, unpacked beside its data because native code reads them from a disk. A model
 * whose files on disk differ from the shipped ones by as much as a byte is replaced as a whole.
 */
final class DemoModels {
    private static final String LIST = "files.txt";

    private final Source source;
    private final Path folder;

    DemoModels(Source source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    /** Opens a shipped file by its path, or gives null. */
    interface Source {
        @Nullable
        InputStream open(String path);
    }

    static DemoModels builtIn(Path folder) {
        return new DemoModels(path -> DemoModels.class.getResourceAsStream("/demo-models/" + path), folder);
    }

    /**
     * Brings the folders in order. Processes that share the folder wait for each other.
     *
     * @return the models' folders by name
     */
    synchronized SortedMap<String, Path> unpack() throws IOException {
        SortedMap<String, Map<String, Digests.Content>> shipped = shipped();
        SortedMap<String, Path> unpacked = new TreeMap<>();
        Files.createDirectories(folder);
        try (FileChannel lock =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            removeLeftovers();
            for (var model : shipped.entrySet()) {
                Path target = folder.resolve(model.getKey());
                if (!isIntact(target, model.getValue())) {
                    replace(target, model.getValue());
                }
                unpacked.put(model.getKey(), target);
            }
        }
        return unpacked;
    }

    /** Each model's files by their path inside the model, as listed in {@code files.txt}. */
    private SortedMap<String, Map<String, Digests.Content>> shipped() throws IOException {
        SortedMap<String, Map<String, Digests.Content>> models = new TreeMap<>();
        for (String path : list()) {
            int slash = path.indexOf('/');
            models.computeIfAbsent(path.substring(0, slash), name -> new HashMap<>())
                    .put(path.substring(slash + 1), () -> open(path));
        }
        return models;
    }

    private List<String> list() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(LIST), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private InputStream open(String path) throws IOException {
        InputStream content = source.open(path);
        if (content == null) {
            throw new NoSuchFileException("demo-models/" + path, null, "not in this build of Freehold");
        }
        return content;
    }

    private static boolean isIntact(Path target, Map<String, Digests.Content> shipped) throws IOException {
        if (!Files.isDirectory(target)) {
            return false;
        }
        Map<String, Digests.Content> present = new HashMap<>();
        try (Stream<Path> files = Files.walk(target)) {
            ModelFiles names = new ModelFiles(target);
            files.filter(file -> !Files.isDirectory(file))
                    .forEach(file -> present.put(names.nameOf(file), () -> Files.newInputStream(file)));
        }
        return present.keySet().equals(shipped.keySet()) && Digests.of(present).equals(Digests.of(shipped));
    }

    private void replace(Path target, Map<String, Digests.Content> shipped) throws IOException {
        Path fresh = Files.createTempDirectory(folder, ".new-");
        for (var file : shipped.entrySet()) {
            Path path = fresh.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            try (InputStream content = file.getValue().open()) {
                Files.copy(content, path);
            }
        }
        if (Files.exists(target)) {
            Files.move(target, Files.createTempDirectory(folder, ".old-").resolve("model"));
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        removeLeftovers();
    }

    private void removeLeftovers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".new-") || name.startsWith(".old-")) {
                    delete(entry);
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
