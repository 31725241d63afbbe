package dev.freehold.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.freehold.inference.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a model's configuration. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** The file's content; a missing node where there is no such file. */
    static JsonNode read(Path file) throws ModelLoadException {
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException broken) {
            throw new ModelLoadException("%s cannot be read as JSON".formatted(file.getFileName()), broken);
        }
    }
}
