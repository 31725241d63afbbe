package dev.freehold.registry.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a fetched model consists of. Its own bytes have a SHA-256, too, which names the version of the model.
 *
 * @param source the pinned reference that it was fetched by
 * @param files by path, with {@code /} between its parts
 */
public record Manifest(String source, SortedMap<String, Content> files) {
    private static final String FORMAT = "freehold.dev/model@v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A file's bytes: what they add up to, in 64 hex digits, and how many there are. */
    public record Content(String sha256, long size) {}

    public Manifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public Manifest(String source, Map<String, Content> files) {
        this(source, new TreeMap<>(files));
    }

    /** The SHA-256 of {@link #bytes}, in hex digits. */
    String id() {
        return Sha256.of(bytes());
    }

    /** Always the same bytes for the same manifest. */
    byte[] bytes() {
        ObjectNode root = JSON.createObjectNode().put("format", FORMAT).put("source", source);
        ObjectNode list = root.putObject("files");
        files.forEach((path, content) ->
                list.putObject(path).put("sha256", content.sha256()).put("size", content.size()));
        try {
            return (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads a manifest that nobody has altered: writing it again must give the same bytes. */
    static Manifest parse(byte[] bytes) throws AlteredContent {
        try {
            JsonNode root = JSON.readTree(bytes);
            SortedMap<String, Content> files = new TreeMap<>();
            root.path("files")
                    .properties()
                    .forEach(file -> files.put(
                            file.getKey(),
                            new Content(
                                    file.getValue().path("sha256").asText(),
                                    file.getValue().path("size").asLong())));
            Manifest manifest = new Manifest(root.path("source").asText(), files);
            if (Arrays.equals(bytes, manifest.bytes())) {
                return manifest;
            }
        } catch (IOException broken) {
            throw new AlteredContent("its manifest.json is damaged");
        }
        throw new AlteredContent("its manifest.json is damaged");
    }
}
