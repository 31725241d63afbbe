package dev.freehold.registry.content;

import dev.freehold.registry.content.Manifest.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of the store's that holds a model, or one that is in quarantine. */
public final class StoredModel {
    private final Layout layout;
    private final Path folder;

    private StoredModel(Layout layout, Path folder) {
        this.layout = layout;
        this.folder = folder;
    }

    /**
     * The folder as the store knows it; absent when it is one of the operator's own.
     *
     * @param folder its real path
     */
    public static Optional<StoredModel> of(Path folder) {
        int store = -1;
        for (int i = 0; i < folder.getNameCount(); i++) {
            if (folder.getName(i).toString().equals(Layout.HIDDEN)) {
                store = i;
            }
        }
        if (store < 0) {
            return Optional.empty();
        }
        Path root = folder.getRoot().resolve(folder.subpath(0, store + 1));
        return Optional.of(new StoredModel(new Layout(root), folder));
    }

    /**
     * Holds every file against the manifest, and the manifest against its name.
     *
     * @return the contents by path, as they were just read
     */
    public Map<String, Content> verify() throws IOException, AlteredContent {
        Manifest manifest = manifest();
        boolean isVersion = folder.startsWith(layout.versions());
        if (isVersion && !folder.startsWith(layout.versions().resolve(manifest.id()))) {
            throw new AlteredContent("its manifest.json is another one's");
        }
        Set<String> unlisted = new HashSet<>(present());
        for (Map.Entry<String, Content> file : manifest.files().entrySet()) {
            if (!unlisted.remove(file.getKey())) {
                throw new AlteredContent("its file %s is gone".formatted(file.getKey()));
            }
            Path path = folder.resolve(file.getKey());
            if (Files.size(path) != file.getValue().size()
                    || !Sha256.of(path).equals(file.getValue().sha256())) {
                throw new AlteredContent("its file %s was altered".formatted(file.getKey()));
            }
        }
        if (!unlisted.isEmpty()) {
            throw new AlteredContent("a file was put into it that was not fetched");
        }
        return manifest.files();
    }

    /** What it was fetched from, and what it consists of. */
    public Manifest manifest() throws IOException, AlteredContent {
        Path file = folder.resolveSibling(Layout.MANIFEST);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new AlteredContent("its manifest.json is gone");
        }
        return Manifest.parse(Files.readAllBytes(file));
    }

    /** Whether all names that a file's bytes have elsewhere are the store's: the file is that of its own blob. */
    public boolean isBlob(Path file, Content content) throws IOException {
        Path blob = layout.blob(content.sha256());
        return Files.isRegularFile(blob, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(blob, file);
    }

    private Set<String> present() throws IOException, AlteredContent {
        Set<String> present = new HashSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    present.add(Trees.nameOf(folder, path));
                } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw new AlteredContent("a link was put into it that was not fetched");
                }
            }
        }
        return present;
    }
}
