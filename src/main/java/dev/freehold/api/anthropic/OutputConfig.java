package dev.freehold.api.anthropic;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.grammar.Grammar;
import java.util.Optional;

/** The field {@code output_config}: the form that the answer must have. */
final class OutputConfig {
    private OutputConfig() {}

    /** Empty when any text will do. */
    static Optional<Grammar> read(JsonFields fields) {
        return fields.object("output_config").flatMap(config -> {
            config.only("effort", "format").refuse("effort");
            return config.object("format").map(OutputConfig::form);
        });
    }

    private static Grammar form(JsonFields format) {
        if (!format.requiredText("type").equals("json_schema")) {
            throw Fault.invalid(format.pathOf("type"), "'%s' must be 'json_schema'.".formatted(format.pathOf("type")));
        }
        format.only("type", "schema");
        return format.object("schema")
                .flatMap(ignored -> format.value("schema"))
                .map(schema -> Grammar.schema(schema, format.pathOf("schema")))
                .orElseThrow(() -> format.missing("schema"));
    }
}
