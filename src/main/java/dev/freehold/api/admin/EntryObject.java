package dev.freehold.api.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.audit.EntryJson;
import dev.freehold.audit.RecordedEntry;

/** An entry as the API gives it out: the recorded line itself, with its index. */
final class EntryObject {
    private EntryObject() {}

    static ObjectNode of(ObjectMapper json, RecordedEntry recorded) {
        try {
            ObjectNode object = json.createObjectNode().put("index", recorded.index());
            return object.setAll((ObjectNode) json.readTree(EntryJson.write(recorded.entry())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a recorded entry is not JSON", impossible);
        }
    }
}
