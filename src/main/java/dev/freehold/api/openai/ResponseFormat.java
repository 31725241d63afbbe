package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.grammar.Grammar;
import java.util.Optional;
import java.util.function.Supplier;

/** The form that the answer must have; what cannot be guaranteed is refused. */
final class ResponseFormat {
    private ResponseFormat() {}

    /** The field {@code response_format} of a chat; empty when any text will do. */
    static Optional<Grammar> read(JsonFields fields) {
        return fields.object("response_format")
                .flatMap(format -> grammar(format.only("type", "json_schema"), () -> named(format)));
    }

    /** The field {@code text.format} of a response, where the schema stands beside the type. */
    static Optional<Grammar> readFlat(JsonFields format) {
        format.only("type", "name", "description", "schema", "strict");
        return grammar(format, () -> {
            if (format.value("name").isPresent() && format.value("schema").isEmpty()) {
                throw format.missing("schema");
            }
            return format;
        });
    }

    private static JsonFields named(JsonFields format) {
        return format.object("json_schema")
                .orElseThrow(() -> format.missing("json_schema"))
                .only("name", "description", "schema", "strict");
    }

    private static Optional<Grammar> grammar(JsonFields format, Supplier<JsonFields> named) {
        return switch (format.requiredText("type")) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(Grammar.jsonObject());
            case "json_schema" -> Optional.of(schema(named.get()));
            default ->
                throw Fault.invalid(
                        format.pathOf("type"),
                        "'%s' must be one of text, json_object, json_schema.".formatted(format.pathOf("type")));
        };
    }

    /** A schema is guaranteed whether {@code strict} or not. */
    private static Grammar schema(JsonFields format) {
        var _ = Names.read(format);
        format.text("description");
        format.flag("strict");
        Optional<JsonNode> schema = format.object("schema").flatMap(ignored -> format.value("schema"));
        return schema.map(tree -> Grammar.schema(tree, format.pathOf("schema"))).orElseGet(Grammar::jsonObject);
    }
}
