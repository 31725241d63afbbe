package dev.freehold.inference.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.freehold.inference.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** One of the JSON files of a model folder. */
public record JsonFile(JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a file that must be there. */
    public static JsonFile required(Path file) throws ModelLoadException {
        if (!Files.isRegularFile(file)) {
            throw new ModelLoadException("The file " + file.getFileName() + " is missing.");
        }
        return read(file);
    }

    /** Reads a file, or an empty object when there is none. */
    public static JsonFile optional(Path file) throws ModelLoadException {
        return Files.isRegularFile(file) ? read(file) : new JsonFile(JSON.createObjectNode());
    }

    /** The first of these fields that is a whole number of one or more. */
    public OptionalInt positive(String... pointers) {
        for (String pointer : pointers) {
            JsonNode value = root.at(pointer);
            if (value.canConvertToInt() && value.intValue() > 0) {
                return OptionalInt.of(value.intValue());
            }
        }
        return OptionalInt.empty();
    }

    /** A field that holds one token id or a list of them. */
    public Set<Integer> ids(String pointer) {
        Set<Integer> ids = new TreeSet<>();
        JsonNode value = root.at(pointer);
        if (value.isArray()) {
            value.forEach(id -> ids.add(id.asInt()));
        } else if (value.isInt()) {
            ids.add(value.intValue());
        }
        return ids;
    }

    public String text(String pointer, String otherwise) {
        JsonNode value = root.at(pointer);
        return value.isTextual() ? value.textValue() : otherwise;
    }

    private static JsonFile read(Path file) throws ModelLoadException {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            return new JsonFile(root == null ? MissingNode.getInstance() : root);
        } catch (IOException broken) {
            throw new ModelLoadException("The file " + file.getFileName() + " is not readable JSON.", broken);
        }
    }
}
