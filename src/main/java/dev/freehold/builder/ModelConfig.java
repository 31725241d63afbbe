package dev.freehold.builder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.builder.checkpoint.Unbuildable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code config.json} says of a model, in the words of Hugging Face. A field that is there and makes no sense is refused. */
record ModelConfig(JsonNode root) {
    static final String FILE = "config.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    static ModelConfig read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new Unbuildable("the folder holds no config.json");
        }
        try {
            return new ModelConfig(JSON.readTree(file.toFile()));
        } catch (JsonProcessingException broken) {
            throw new Unbuildable("config.json is not valid JSON");
        }
    }

    boolean has(String field) {
        return !root.path(field).isMissingNode() && !root.path(field).isNull();
    }

    int positive(String field) {
        JsonNode value = root.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw wrong(field, "a whole number of one or more");
        }
        return value.intValue();
    }

    int positive(String field, int otherwise) {
        return has(field) ? positive(field) : otherwise;
    }

    double number(String field) {
        JsonNode value = root.path(field);
        if (!value.isNumber()) {
            throw wrong(field, "a number");
        }
        return value.doubleValue();
    }

    double number(String field, double otherwise) {
        return has(field) ? number(field) : otherwise;
    }

    boolean flag(String field, boolean otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (!root.path(field).isBoolean()) {
            throw wrong(field, "true or false");
        }
        return root.path(field).booleanValue();
    }

    String text(String field, String otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (!root.path(field).isTextual()) {
            throw wrong(field, "a text");
        }
        return root.path(field).textValue();
    }

    /** The entry for one layer of a field that lists all of them, when the field is there. */
    Optional<JsonNode> ofLayer(String field, int layer) {
        if (!has(field)) {
            return Optional.empty();
        }
        if (!root.path(field).has(layer)) {
            throw wrong(field, "a list with an entry for each layer");
        }
        return Optional.of(root.path(field).path(layer));
    }

    /** An object inside, empty when it is not there. */
    ModelConfig inner(String field) {
        JsonNode value = root.path(field);
        return new ModelConfig(value.isObject() ? value : JSON.createObjectNode());
    }

    String architecture() {
        return root.path("architectures").path(0).asText("");
    }

    private Unbuildable wrong(String field, String expected) {
        JsonNode value = root.path(field);
        return new Unbuildable("config.json: %s is %s, expected %s"
                .formatted(field, value.isMissingNode() ? "missing" : Unbuildable.shown(value.toString()), expected));
    }
}
