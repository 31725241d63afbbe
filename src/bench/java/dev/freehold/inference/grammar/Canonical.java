package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a value as it would be generated, so that a grammar can judge it: keys in the order of the schema, numbers without
 * exponent, no space.
 */
final class Canonical {
    private static final int MOST_DIGITS = 64;

    private final SchemaReader reader;
    private final SchemaTerms terms;

    Canonical(SchemaReader reader, SchemaTerms terms) {
        this.reader = reader;
        this.terms = terms;
    }

    /** The first way of writing it that is accepted; where none is, any. */
    String write(JsonNode value, Goal goal) {
        List<String> ways = ways(value, goal);
        if (ways.size() > 1) {
            Grammar grammar = new Grammar(terms.term(goal));
            for (String way : ways) {
                if (Acceptance.of(grammar, way)) {
                    return way;
                }
            }
        }
        return ways.getFirst();
    }

    private List<String> ways(JsonNode value, Goal goal) {
        if (value.isObject()) {
            List<ObjectForm> forms = reader.shape(goal).objects();
            return forms.isEmpty()
                    ? List.of(object(value, ObjectForm.ALL))
                    : forms.stream().map(form -> object(value, form)).distinct().toList();
        }
        if (value.isArray()) {
            List<ArrayForm> forms = reader.shape(goal).arrays();
            return forms.isEmpty()
                    ? List.of(array(value, ArrayForm.ALL))
                    : forms.stream().map(form -> array(value, form)).distinct().toList();
        }
        return List.of(scalar(value));
    }

    private static String scalar(JsonNode value) {
        if (value.isTextual()) {
            return JsonText.quote(value.textValue());
        }
        if (!value.isNumber()) {
            return value.toString();
        }
        String plain = Numbers.plain(value.decimalValue());
        return plain.length() > MOST_DIGITS ? value.toString() : plain;
    }

    private String array(JsonNode value, ArrayForm form) {
        List<String> items = new ArrayList<>();
        for (JsonNode item : value) {
            items.add(write(item, form.item(items.size())));
        }
        return "[" + String.join(",", items) + "]";
    }

    private String object(JsonNode value, ObjectForm form) {
        Set<String> keys = new LinkedHashSet<>(form.named().keySet());
        keys.addAll(form.required());
        keys.removeIf(key -> !value.has(key));
        value.fieldNames().forEachRemaining(keys::add);
        return keys.stream()
                .map(key -> JsonText.quote(key) + ":"
                        + write(value.get(key), form.goal(key, reader.nothing(), new Steps(Long.MAX_VALUE))))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
