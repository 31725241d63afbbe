package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What schemas say of arrays. */
final class ArrayKeywords {
    private ArrayKeywords() {}

    static List<ArrayForm> read(JsonNode schema, List<ArrayForm> all, SchemaReader reader) {
        boolean saysSomething =
                schema.has("items") || schema.has("prefixItems") || schema.has("minItems") || schema.has("maxItems");
        if (!saysSomething || all.isEmpty()) {
            return all;
        }
        ArrayForm said = form(schema, reader);
        List<ArrayForm> both = new ArrayList<>();
        all.forEach(form -> both.add(form.and(said)));
        return both;
    }

    private static ArrayForm form(JsonNode schema, SchemaReader reader) {
        JsonNode items = schema.path("items");
        boolean isOldTuple = items.isArray();
        List<Goal> first = new ArrayList<>();
        for (JsonNode item : isOldTuple ? items : schema.path("prefixItems")) {
            reader.steps().spend(1);
            first.add(reader.goal(item));
        }
        JsonNode rest = isOldTuple ? schema.path("additionalItems") : items;
        return new ArrayForm(
                first,
                rest.isMissingNode() ? Goal.ANYTHING : reader.goal(rest),
                Keywords.count(schema, "minItems", 0),
                Keywords.count(schema, "maxItems", Integer.MAX_VALUE));
    }
}
