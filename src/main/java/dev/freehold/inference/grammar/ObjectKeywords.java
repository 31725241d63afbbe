package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What schemas say of objects. */
final class ObjectKeywords {
    private final JsonNode schema;
    private final SchemaReader reader;

    private ObjectKeywords(JsonNode schema, SchemaReader reader) {
        this.schema = schema;
        this.reader = reader;
    }

    static Shape read(JsonNode schema, Shape shape, SchemaReader reader) {
        return shape.objects().isEmpty() ? shape : new ObjectKeywords(schema, reader).read(shape);
    }

    private Shape read(Shape shape) {
        Shape result = and(shape, List.of(form()));
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
            for (Map.Entry<String, JsonNode> entry : schema.path(keyword).properties()) {
                result = and(result, dependent(entry.getKey(), entry.getValue()));
            }
        }
        return result;
    }

    private Shape and(Shape shape, List<ObjectForm> forms) {
        return reader.and(shape, Shape.ALL.withObjects(forms));
    }

    /** Either the key is not there, or what depends on it holds. */
    private List<ObjectForm> dependent(String key, JsonNode value) {
        List<ObjectForm> forms = new ArrayList<>();
        forms.add(ObjectForm.ALL.with(key, reader.nothing(), false));
        ObjectForm there = ObjectForm.ALL.with(key, Goal.ANYTHING, true);
        if (value.isArray()) {
            for (JsonNode name : value) {
                there = there.with(name.asText(), Goal.ANYTHING, true);
            }
            forms.add(there);
        } else {
            for (ObjectForm form : reader.shape(reader.goal(value)).objects()) {
                forms.add(form.and(there, reader.nothing(), reader.steps()));
            }
        }
        return forms;
    }

    private ObjectForm form() {
        Map<String, Goal> named = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(entry -> {
            reader.steps().spend(1);
            named.put(entry.getKey(), reader.goal(entry.getValue()));
        });
        List<ObjectForm.Keys> others = others(named);
        ObjectForm form = new ObjectForm(named, required(), others, 0, Integer.MAX_VALUE);
        if (schema.has("propertyNames")) {
            form = form.and(names(), reader.nothing(), reader.steps());
        }
        return form.counted(
                Keywords.count(schema, "minProperties", 0), Keywords.count(schema, "maxProperties", Integer.MAX_VALUE));
    }

    private Set<String> required() {
        Set<String> required = new LinkedHashSet<>();
        JsonNode names = schema.path("required");
        if (!names.isMissingNode() && !names.isArray() && !names.isBoolean()) {
            throw Keywords.malformed("required", "an array of strings");
        }
        names.forEach(name -> required.add(name.asText()));
        return required;
    }

    /** The keys without names of their own, by the patterns that they match; adds to the goals of those that have names. */
    private List<ObjectForm.Keys> others(Map<String, Goal> named) {
        JsonNode additional = schema.path("additionalProperties");
        Goal rest = additional.isMissingNode() ? Goal.ANYTHING : reader.goal(additional);
        List<ObjectForm.Keys> matched = new ArrayList<>();
        Strings unmatched = Strings.ALL;
        for (Map.Entry<String, JsonNode> entry :
                schema.path("patternProperties").properties()) {
            Strings names = Strings.of(Expression.search(Regex.parse(entry.getKey()), reader.steps()));
            Goal goal = reader.goal(entry.getValue());
            named.replaceAll((name, old) -> names.holds(name) ? old.and(goal) : old);
            matched = split(matched, names, goal);
            addNotEmpty(matched, unmatched.and(names, reader.steps()), goal);
            unmatched = unmatched.and(complement(names), reader.steps());
        }
        addNotEmpty(matched, unmatched, rest);
        return matched;
    }

    private List<ObjectForm.Keys> split(List<ObjectForm.Keys> groups, Strings names, Goal goal) {
        List<ObjectForm.Keys> split = new ArrayList<>();
        for (ObjectForm.Keys group : groups) {
            addNotEmpty(
                    split,
                    group.names().and(names, reader.steps()),
                    group.goal().and(goal));
            addNotEmpty(split, group.names().and(complement(names), reader.steps()), group.goal());
        }
        return split;
    }

    private Strings complement(Strings names) {
        return Strings.of(Dfa.all().minus(names.dfa(reader.steps()), reader.steps()));
    }

    private static void addNotEmpty(List<ObjectForm.Keys> groups, Strings names, Goal goal) {
        if (!names.isEmpty()) {
            groups.add(new ObjectForm.Keys(names, goal));
        }
    }

    private ObjectForm names() {
        JsonNode names = schema.get("propertyNames");
        Shape shape = names.isBoolean() && names.booleanValue() ? Shape.ALL : reader.shape(reader.goal(names));
        List<ObjectForm.Keys> groups = new ArrayList<>();
        if (shape.strings().size() == 1) {
            groups.add(new ObjectForm.Keys(shape.strings().getFirst(), Goal.ANYTHING));
        } else {
            addNotEmpty(groups, Strings.of(Strings.union(shape.strings(), reader.steps())), Goal.ANYTHING);
        }
        return new ObjectForm(new LinkedHashMap<>(), Set.of(), groups, 0, Integer.MAX_VALUE);
    }
}
