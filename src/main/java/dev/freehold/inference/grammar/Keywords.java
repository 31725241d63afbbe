package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The keywords that are known and cannot be guaranteed. What no draft of JSON Schema knows says nothing, as it does there. */
final class Keywords {
    private static final Set<String> UNSUPPORTED = Set.of(
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
            "unevaluatedProperties",
            "$dynamicRef",
            "$recursiveRef",
            "extends",
            "disallow",
            "divisibleBy");

    private Keywords() {}

    /** @throws Refusal that names a keyword */
    static void check(JsonNode schema, boolean isRoot) {
        schema.fieldNames().forEachRemaining(name -> {
            if (UNSUPPORTED.contains(name)) {
                throw unsupported(name);
            }
        });
        if (schema.path("uniqueItems").asBoolean() && schema.path("maxItems").asInt(2) > 1) {
            throw unsupported("uniqueItems");
        }
        if (!isRoot && schema.path("$id").isTextual()) {
            throw unsupported("$id");
        }
    }

    static Refusal unsupported(String keyword) {
        return new Refusal("uses the keyword '%s', which is not supported here".formatted(keyword));
    }

    static Refusal malformed(String keyword, String expected) {
        return new Refusal("has a keyword '%s' that is not %s".formatted(keyword, expected));
    }

    /** A count, which may be written with a fraction of zero. */
    static int count(JsonNode schema, String keyword, int otherwise) {
        JsonNode value = schema.get(keyword);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() != Math.rint(value.doubleValue())) {
            throw malformed(keyword, "a whole number from 0");
        }
        return (int) Math.min(value.doubleValue(), Integer.MAX_VALUE);
    }
}
