package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.grammar.Grammar;
import java.util.Optional;

/**
 * The field {@code text} of a response: the form that its text must have.
 *
 * @param wire the same as the answer says it again
 */
record ResponseText(Optional<Grammar> form, ResponseObject.Text wire) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String VERBOSITY = "medium";

    static ResponseText read(JsonFields fields) {
        return fields.object("text")
                .map(text -> text.only("format", "verbosity"))
                .map(ResponseText::readObject)
                .orElseGet(ResponseText::plain);
    }

    private static ResponseText readObject(JsonFields text) {
        if (!text.text("verbosity").orElse(VERBOSITY).equals(VERBOSITY)) {
            throw Fault.invalid("text.verbosity", "'text.verbosity' must be 'medium': there is no other here.");
        }
        return text.object("format").map(ResponseText::formatted).orElseGet(ResponseText::plain);
    }

    private static ResponseText formatted(JsonFields format) {
        return new ResponseText(ResponseFormat.readFlat(format), new ResponseObject.Text(wire(format), VERBOSITY));
    }

    private static ResponseText plain() {
        return new ResponseText(
                Optional.empty(), new ResponseObject.Text(JSON.objectNode().put("type", "text"), VERBOSITY));
    }

    private static JsonNode wire(JsonFields format) {
        ObjectNode wire = JSON.objectNode().put("type", format.requiredText("type"));
        if (wire.path("type").textValue().equals("json_schema")) {
            wire.put("name", format.requiredText("name")).put("strict", format.flag("strict"));
            format.text("description").ifPresent(description -> wire.put("description", description));
            format.value("schema").ifPresent(schema -> wire.set("schema", schema));
        }
        return wire;
    }
}
