package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.inference.grammar.Shape.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What schemas say of types, of certain values, of numbers and of strings. */
final class ScalarKeywords {
    private final JsonNode schema;
    private final SchemaReader reader;

    private ScalarKeywords(JsonNode schema, SchemaReader reader) {
        this.schema = schema;
        this.reader = reader;
    }

    static Shape read(JsonNode schema, SchemaReader reader) {
        ScalarKeywords keywords = new ScalarKeywords(schema, reader);
        Shape shape = keywords.types();
        if (schema.has("enum")) {
            if (!schema.get("enum").isArray()) {
                throw Keywords.malformed("enum", "an array");
            }
            shape = reader.and(shape, keywords.values(schema.get("enum")));
        }
        if (schema.has("const")) {
            shape = reader.and(shape, keywords.values(List.of(schema.get("const"))));
        }
        if (!shape.numbers().isEmpty()) {
            shape = shape.withNumbers(keywords.numbers(shape.numbers()));
        }
        return shape.strings().isEmpty() ? shape : shape.withStrings(keywords.strings(shape.strings()));
    }

    private Shape types() {
        JsonNode type = schema.get("type");
        if (type == null) {
            return Shape.ALL;
        }
        if (type.isTextual()) {
            return type(type.textValue());
        }
        if (!type.isArray()) {
            throw Keywords.malformed("type", "a string or an array of strings");
        }
        Shape all = Shape.NONE;
        for (JsonNode one : type) {
            all = all.or(type(one.asText()), reader.steps());
        }
        return all;
    }

    private static Shape type(String name) {
        return switch (name) {
            case "null" -> Shape.NONE.withLiterals(Set.of(Literal.NULL));
            case "boolean" -> Shape.NONE.withLiterals(Set.of(Literal.TRUE, Literal.FALSE));
            case "number" -> Shape.NONE.withNumbers(Numbers.ALL);
            case "integer" -> Shape.NONE.withNumbers(Numbers.INTEGERS);
            case "string" -> Shape.NONE.withStrings(List.of(Strings.ALL));
            case "array" -> Shape.NONE.withArrays(List.of(ArrayForm.ALL));
            case "object" -> Shape.NONE.withObjects(List.of(ObjectForm.ALL));
            default ->
                throw Keywords.malformed("type", "made of null, boolean, number, integer, string, array, object");
        };
    }

    private Shape values(Iterable<JsonNode> values) {
        List<int[]> numbers = new ArrayList<>();
        List<int[]> strings = new ArrayList<>();
        Shape others = Shape.NONE;
        for (JsonNode value : values) {
            reader.steps().spend(10);
            if (value.isNumber()) {
                numbers.add(Numbers.plain(value.decimalValue()).chars().toArray());
            } else if (value.isTextual()) {
                strings.add(value.textValue().codePoints().toArray());
            } else {
                others = others.or(value(value), reader.steps());
            }
        }
        return others.withNumbers(Dfa.words(numbers, reader.steps()))
                .withStrings(strings.isEmpty() ? List.of() : List.of(Strings.of(Dfa.words(strings, reader.steps()))));
    }

    private Shape value(JsonNode value) {
        if (value.isNull() || value.isBoolean()) {
            return Shape.NONE.withLiterals(
                    Set.of(value.isNull() ? Literal.NULL : value.booleanValue() ? Literal.TRUE : Literal.FALSE));
        }
        if (value.isArray()) {
            List<Goal> items = new ArrayList<>();
            value.forEach(item -> items.add(reader.constant(item)));
            return Shape.NONE.withArrays(List.of(new ArrayForm(items, reader.nothing(), items.size(), items.size())));
        }
        Map<String, Goal> members = new LinkedHashMap<>();
        value.properties().forEach(entry -> members.put(entry.getKey(), reader.constant(entry.getValue())));
        return Shape.NONE.withObjects(
                List.of(new ObjectForm(members, members.keySet(), List.of(), members.size(), members.size())));
    }

    private Dfa numbers(Dfa all) {
        Dfa numbers = all;
        numbers = bounded(numbers, "minimum", "exclusiveMinimum", true);
        numbers = bounded(numbers, "maximum", "exclusiveMaximum", false);
        JsonNode divisor = schema.get("multipleOf");
        if (divisor != null) {
            if (!divisor.isNumber() || divisor.decimalValue().signum() <= 0) {
                throw Keywords.malformed("multipleOf", "a number above 0");
            }
            numbers = numbers.and(Numbers.multiples(divisor.decimalValue(), reader.steps()), reader.steps());
        }
        return numbers;
    }

    /** In old drafts the word for exclusive is a flag beside the bound. */
    private Dfa bounded(Dfa all, String inclusive, String exclusive, boolean isLower) {
        Dfa numbers = all;
        boolean isFlag = schema.path(exclusive).isBoolean();
        if (schema.has(inclusive)) {
            boolean isIncluded = !schema.path(exclusive).asBoolean(false);
            numbers = numbers.and(bound(inclusive, isIncluded, isLower), reader.steps());
        }
        return schema.has(exclusive) && !isFlag
                ? numbers.and(bound(exclusive, false, isLower), reader.steps())
                : numbers;
    }

    private Dfa bound(String keyword, boolean isIncluded, boolean isLower) {
        JsonNode bound = schema.get(keyword);
        if (!bound.isNumber()) {
            throw Keywords.malformed(keyword, "a number");
        }
        return isLower
                ? Numbers.atLeast(bound.decimalValue(), isIncluded, reader.steps())
                : Numbers.atMost(bound.decimalValue(), isIncluded, reader.steps());
    }

    private List<Strings> strings(List<Strings> all) {
        List<Strings> strings = all;
        if (schema.has("minLength") || schema.has("maxLength")) {
            Strings lengths = Strings.lengths(
                    Keywords.count(schema, "minLength", 0), Keywords.count(schema, "maxLength", Integer.MAX_VALUE));
            strings = Strings.and(strings, List.of(lengths), reader.steps());
        }
        if (schema.has("pattern")) {
            Dfa found = Expression.search(Regex.parse(schema.get("pattern").asText()), reader.steps());
            strings = Strings.and(strings, List.of(Strings.of(found)), reader.steps());
        }
        Dfa format = schema.has("format") ? Formats.of(schema.get("format").asText()) : null;
        return format == null ? strings : Strings.and(strings, List.of(Strings.of(format)), reader.steps());
    }
}
