package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.util.LinkedHashMap;
import java.util.Map;

/** The caller's own words about a response, which are given back as they came. */
final class ResponseMetadata {
    private static final int MAX_PAIRS = 16;
    private static final int MAX_KEY_CHARACTERS = 64;
    private static final int MAX_VALUE_CHARACTERS = 512;

    private ResponseMetadata() {}

    static Map<String, String> read(JsonFields fields) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (fields.object("metadata").isPresent()) {
            JsonNode object = fields.value("metadata").orElseThrow();
            object.properties().forEach(pair -> pairs.put(key(pair.getKey()), value(pair.getKey(), pair.getValue())));
        }
        if (pairs.size() > MAX_PAIRS) {
            throw Fault.invalid("metadata", "'metadata' must not have more than %d pairs.".formatted(MAX_PAIRS));
        }
        return pairs;
    }

    private static String key(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS) {
            throw Fault.invalid(
                    "metadata", "The keys of 'metadata' must have 1 to %d characters.".formatted(MAX_KEY_CHARACTERS));
        }
        return key;
    }

    private static String value(String key, JsonNode value) {
        if (!value.isTextual() || value.textValue().length() > MAX_VALUE_CHARACTERS) {
            String field = "metadata." + key;
            throw Fault.invalid(
                    field, "'%s' must be a string of at most %d characters.".formatted(field, MAX_VALUE_CHARACTERS));
        }
        return value.textValue();
    }
}
