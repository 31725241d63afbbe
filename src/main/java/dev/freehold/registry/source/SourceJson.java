package dev.freehold.registry.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What a source says, as JSON. */
final class SourceJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SourceJson() {}

    static JsonNode read(byte[] text) throws IOException {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException broken) {
            throw notJson();
        }
        throw notJson();
    }

    private static SourceFailure notJson() {
        return new SourceFailure(SourceFailure.Kind.REFUSED, "the source does not answer with a JSON object");
    }
}
