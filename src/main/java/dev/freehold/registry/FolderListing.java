package dev.freehold.registry;

import dev.freehold.registry.ModelDirectory.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folders below one directory that are meant to be models, by model name. */
record FolderListing(Path directory) {

    SortedMap<String, Path> folders(List<Refusal> refused) throws IOException, Unservable {
        SortedMap<String, Path> folders = new TreeMap<>();
        for (Path entry : visible(directory)) {
            String name = entry.getFileName().toString();
            if (isOrganisation(entry)) {
                for (Path model : visible(entry)) {
                    folders.put(name + "/" + model.getFileName(), model);
                }
            } else if (Files.isDirectory(entry)) {
                folders.put(name, entry);
            } else if (WeightFormat.of(entry).isPresent()) {
                refused.add(new Refusal(name, "it is a file; put it into a folder of its own with its configuration"));
            }
        }
        return folders;
    }

    /** A folder of folders, not a link: nothing of a model lies in it. */
    private static boolean isOrganisation(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(folder)) {
            return false;
        }
        List<Path> inside = visible(folder);
        return inside.stream().noneMatch(FolderListing::isPartOfModel)
                && inside.stream().anyMatch(Files::isDirectory);
    }

    private static boolean isPartOfModel(Path entry) {
        return WeightFormat.of(entry).isPresent()
                || entry.toString().endsWith(".json")
                || entry.getFileName().toString().equals("onnx");
    }

    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(ModelFiles::isVisible).sorted().toList();
        }
    }
}
