package dev.freehold.registry.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Deletes versions that no name leads to, then blobs that no version has; whoever runs it holds the store's lock. */
final class Sweep {
    private final Path models;
    private final Layout layout;

    Sweep(Path models, Layout layout) {
        this.models = models;
        this.layout = layout;
    }

    long run() throws IOException {
        Set<Path> named = named();
        for (Path version : entries(layout.versions())) {
            if (!named.contains(version)) {
                Trees.delete(version);
            }
        }
        long freed = 0;
        for (Path folder : entries(layout.quarantine())) {
            freed += abandoned(folder);
        }
        for (Path prefix : entries(layout.blobs())) {
            for (Path unfinished : entries(prefix)) {
                if (unfinished.toString().endsWith(ContentStore.UNFINISHED)) {
                    Files.delete(unfinished);
                }
            }
            for (Path blob : entries(prefix)) {
                if (Trees.names(blob) == 1) {
                    freed += Files.size(blob);
                    Files.delete(blob);
                }
            }
        }
        return freed;
    }

    private long abandoned(Path quarantine) throws IOException {
        Optional<StoreLock> lock = StoreLock.ifFree(quarantine.resolve("lock"));
        if (lock.isEmpty()) {
            return 0;
        }
        try (StoreLock _ = lock.get()) {
            long freed = 0;
            for (Path part : entries(quarantine.resolve("parts"))) {
                freed += Files.size(part);
            }
            Trees.delete(quarantine.resolve("parts"));
            Trees.delete(quarantine.resolve("version"));
            return freed;
        }
    }

    /** The versions that a link among the models, or in one of their folders, leads to. */
    private Set<Path> named() throws IOException {
        Set<Path> named = new HashSet<>();
        for (Path entry : entries(models)) {
            collect(entry, named);
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !entry.equals(layout.root())) {
                for (Path inside : entries(entry)) {
                    collect(inside, named);
                }
            }
        }
        return named;
    }

    /** Notes where a link leads to; one that never became a model's name goes. */
    private void collect(Path entry, Set<Path> named) throws IOException {
        if (!Files.isSymbolicLink(entry)) {
            return;
        }
        if (entry.toString().endsWith(ContentStore.UNFINISHED)) {
            Files.delete(entry);
        } else {
            Path target = entry.resolveSibling(Files.readSymbolicLink(entry)).normalize();
            if (target.startsWith(layout.versions())
                    && target.getNameCount() > layout.versions().getNameCount()) {
                named.add(layout.versions()
                        .resolve(target.getName(layout.versions().getNameCount())));
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
