package dev.freehold.builder.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files that a checkpoint is spread over.
 *
 * @param homes the file of every tensor as the index says; empty when there is one file and no index
 */
record Shards(List<Path> files, Map<String, Path> homes) {
    private static final String INDEX = "model.safetensors.index.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    static Shards of(Path folder) throws IOException {
        Path index = folder.resolve(INDEX);
        if (Files.isRegularFile(index)) {
            return indexed(folder, index);
        }
        Path usual = folder.resolve("model.safetensors");
        if (Files.isRegularFile(usual)) {
            return new Shards(List.of(usual), Map.of());
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
            return switch (files.size()) {
                case 0 -> throw new Unbuildable("the folder holds no model.safetensors");
                case 1 -> new Shards(files, Map.of());
                default ->
                    throw new Unbuildable(
                            "the folder holds %d safetensors files and no %s that says which belong together"
                                    .formatted(files.size(), INDEX));
            };
        }
    }

    private static Shards indexed(Path folder, Path index) throws IOException {
        Map<String, Path> homes = new TreeMap<>();
        Set<Path> files = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : weightMap(index).properties()) {
            String name = entry.getValue().asText();
            Path file = folder.resolve(name);
            if (name.contains("/") || name.contains("\\") || !name.endsWith(".safetensors")) {
                throw new Unbuildable("%s puts the tensor '%s' into '%s', which is no safetensors file of the folder"
                        .formatted(INDEX, Unbuildable.shown(entry.getKey()), Unbuildable.shown(name)));
            }
            if (!Files.isRegularFile(file)) {
                throw new Unbuildable("%s puts the tensor '%s' into %s, which is not there"
                        .formatted(INDEX, Unbuildable.shown(entry.getKey()), Unbuildable.shown(name)));
            }
            homes.put(entry.getKey(), file);
            files.add(file);
        }
        return new Shards(new ArrayList<>(files), homes);
    }

    private static JsonNode weightMap(Path index) throws IOException {
        try {
            JsonNode map = JSON.readTree(index.toFile()).path("weight_map");
            if (map.isObject() && !map.isEmpty()) {
                return map;
            }
        } catch (JsonProcessingException broken) {
            throw new Unbuildable(INDEX + " is not valid JSON");
        }
        throw new Unbuildable(INDEX + " has no weight_map");
    }

    /** The files with their index. */
    List<Path> read() {
        List<Path> read = new ArrayList<>(files);
        if (!homes.isEmpty()) {
            read.add(files.getFirst().resolveSibling(INDEX));
        }
        return read;
    }

    /** A tensor lies in the file that the index names, and in no other. */
    void requireHome(String tensor, Path file) {
        if (!homes.isEmpty() && !file.equals(homes.get(tensor))) {
            Path home = homes.get(tensor);
            throw new Unbuildable("%s holds the tensor '%s', which %s %s"
                    .formatted(
                            file.getFileName(),
                            Unbuildable.shown(tensor),
                            INDEX,
                            home == null ? "does not name" : "puts into " + home.getFileName()));
        }
    }

    void requireAll(Set<String> found) {
        for (Map.Entry<String, Path> home : homes.entrySet()) {
            if (!found.contains(home.getKey())) {
                throw new Unbuildable("%s has no tensor '%s', which %s puts there"
                        .formatted(home.getValue().getFileName(), Unbuildable.shown(home.getKey()), INDEX));
            }
        }
    }
}
