package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Makes grammars of JSON Schemas, within limits that do not depend on the machine. */
final class SchemaGrammar {
    private static final int MOST_BYTES = 64 << 10;
    /** Sixteen schemas inside one another; each takes a keyword and mostly a name. */
    private static final int DEEPEST = 2 * 16 + 1;
    /** About 100 ms. */
    private static final long STEPS = 2_000_000;

    private static final CompiledSchemas COMPILED = new CompiledSchemas(32L << 20);

    private SchemaGrammar() {}

    static Grammar of(JsonNode schema, String field) {
        try {
            return of(schema);
        } catch (Refusal refused) {
            throw refused.about(field);
        }
    }

    private static Grammar of(JsonNode schema) {
        if (!schema.isObject() && !schema.isBoolean()) {
            throw new Refusal("must be a JSON Schema, which is an object");
        }
        if (isDeeper(schema, DEEPEST)) {
            throw new Refusal("nests more than 16 schemas inside one another");
        }
        String text = schema.toString();
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new Refusal("is larger than 64 KiB");
        }
        return COMPILED.get(text, () -> compile(schema));
    }

    private static Grammar compile(JsonNode schema) {
        SchemaReader reader = new SchemaReader(schema, new Steps(STEPS));
        Grammar grammar = new Grammar(new SchemaTerms(reader).term(reader.goal(schema)));
        if (!grammar.isPossible()) {
            throw new Refusal("allows no value at all");
        }
        return grammar;
    }

    private static boolean isDeeper(JsonNode node, int levels) {
        if (node.isContainerNode() && levels == 0) {
            return true;
        }
        for (JsonNode child : node) {
            if (isDeeper(child, levels - 1)) {
                return true;
            }
        }
        return false;
    }
}
