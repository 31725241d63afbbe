package dev.freehold.registry.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** JSON that means one thing only: no name twice in an object, nothing behind the end, no coercion. */
final class StrictJson {
    private static final int MOST_BYTES = 64 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(2 * MOST_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    static JsonNode object(byte[] text) throws InvalidSignature {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.isObject()) {
                throw new InvalidSignature("holds no JSON object");
            }
            return node;
        } catch (JsonProcessingException broken) {
            throw new InvalidSignature("is not strict JSON: " + broken.getOriginalMessage());
        } catch (IOException fromMemory) {
            throw new UncheckedIOException(fromMemory);
        }
    }

    /** The object in this field. */
    static JsonNode object(JsonNode parent, String field) throws InvalidSignature {
        JsonNode node = parent.path(field);
        if (!node.isObject()) {
            throw new InvalidSignature("has no object '%s'".formatted(field));
        }
        return node;
    }

    static JsonNode array(JsonNode parent, String field) throws InvalidSignature {
        JsonNode node = parent.path(field);
        if (!node.isArray()) {
            throw new InvalidSignature("has no list '%s'".formatted(field));
        }
        return node;
    }

    static String text(JsonNode parent, String field) throws InvalidSignature {
        JsonNode node = parent.path(field);
        if (!node.isTextual()) {
            throw new InvalidSignature("has no text '%s'".formatted(field));
        }
        return node.textValue();
    }

    static void expect(JsonNode parent, String field, String expected) throws InvalidSignature {
        String found = text(parent, field);
        if (!found.equals(expected)) {
            throw new InvalidSignature(
                    "has the %s '%s' and not '%s'".formatted(field, InvalidSignature.shown(found), expected));
        }
    }

    static byte[] base64(JsonNode parent, String field) throws InvalidSignature {
        try {
            return Base64.getDecoder().decode(text(parent, field));
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidSignature("has no base64 in '%s'".formatted(field));
        }
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON can be written", impossible);
        }
    }
}
