package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.grammar.Grammar;
import java.util.Optional;
import java.util.regex.Pattern;

/** The field {@code response_format}: the form that the answer must have. */
final class ResponseFormat {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private ResponseFormat() {}

    /** Empty when any text will do. */
    static Optional<Grammar> read(JsonFields fields) {
        return fields.object("response_format").flatMap(ResponseFormat::grammar);
    }

    private static Optional<Grammar> grammar(JsonFields format) {
        return switch (format.requiredText("type")) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(Grammar.jsonObject());
            case "json_schema" ->
                Optional.of(schema(format.object("json_schema").orElseThrow(() -> format.missing("json_schema"))));
            default ->
                throw Fault.invalid(
                        format.pathOf("type"),
                        "'%s' must be one of text, json_object, json_schema.".formatted(format.pathOf("type")));
        };
    }

    /** A schema is guaranteed whether {@code strict} or not: what cannot be guaranteed is refused. */
    private static Grammar schema(JsonFields format) {
        if (!NAME.matcher(format.requiredText("name")).matches()) {
            throw Fault.invalid(
                    format.pathOf("name"),
                    "'%s' must have 1 to 64 characters of letters, digits, '_' and '-'."
                            .formatted(format.pathOf("name")));
        }
        format.text("description");
        format.flag("strict");
        Optional<JsonNode> schema = format.object("schema").flatMap(ignored -> format.value("schema"));
        return schema.map(tree -> Grammar.schema(tree, format.pathOf("schema"))).orElseGet(Grammar::jsonObject);
    }
}
