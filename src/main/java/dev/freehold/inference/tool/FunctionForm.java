package dev.freehold.inference.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.core.Fault;
import dev.freehold.inference.Tool;
import dev.freehold.inference.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A function's name, and the form of its arguments. */
record FunctionForm(String name, Grammar arguments) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a function's schema.
     *
     * @param field where the function comes from, for example {@code tools[0]}
     * @param isHeld whether the arguments must follow the schema; where it cannot be guaranteed, those of other functions are
     *     any object
     * @throws Fault {@code INVALID_REQUEST} about the field when they must and it cannot
     */
    static FunctionForm of(Tool tool, String field, boolean isHeld) {
        try {
            return new FunctionForm(tool.name(), Grammar.schema(schema(tool, field), field));
        } catch (Fault unsupported) {
            if (isHeld) {
                throw unsupported;
            }
            return new FunctionForm(tool.name(), Grammar.jsonObject());
        }
    }

    private static JsonNode schema(Tool tool, String field) {
        try {
            JsonNode schema = JSON.readTree(tool.parameters());
            if (schema instanceof ObjectNode object && !object.has("type")) {
                object.put("type", "object");
            }
            return schema;
        } catch (JsonProcessingException malformed) {
            throw Fault.invalid(field, "'%s' must have a JSON Schema as its parameters.".formatted(field))
                    .causedBy(malformed);
        }
    }

    /** Any of these, its name and its arguments in what is written around them. */
    static Grammar anyOf(List<FunctionForm> functions, Function<FunctionForm, Grammar> written) {
        List<Grammar> options = new ArrayList<>();
        functions.forEach(function -> options.add(written.apply(function)));
        return options.size() == 1 ? options.getFirst() : Grammar.choice(options);
    }
}
