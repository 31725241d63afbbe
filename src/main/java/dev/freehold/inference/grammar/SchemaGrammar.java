package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.core.Fault;

/** Reads JSON Schema. */
final class SchemaGrammar {
    private SchemaGrammar() {}

    static Grammar of(JsonNode schema, String field) {
        if (schema.isBoolean() && schema.booleanValue()) {
            return Grammar.json();
        }
        if (!schema.isObject()) {
            throw Fault.invalid(field, "'%s' must be a JSON Schema.".formatted(field));
        }
        if (!schema.isEmpty()) {
            throw Fault.invalid(
                    field,
                    "The keyword '%s' is not supported."
                            .formatted(schema.fieldNames().next()));
        }
        return Grammar.json();
    }
}
