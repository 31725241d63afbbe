package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads schemas into shapes, each once, as they are asked for. Schemas inside others stay goals, so that one may hold itself. */
final class SchemaReader {
    private static final int NOTHING = 0;

    private final JsonNode root;
    private final boolean isLegacy;
    private final Steps steps;
    private final IdentityHashMap<JsonNode, Integer> numbers = new IdentityHashMap<>();
    private final List<JsonNode> schemas = new ArrayList<>();
    private final Map<Integer, Shape> shapes = new HashMap<>();
    private final Map<Goal, Shape> goalShapes = new HashMap<>();
    private final Set<Integer> open = new HashSet<>();
    private final Emptiness emptiness = new Emptiness(this);

    SchemaReader(JsonNode root, Steps steps) {
        this.root = root;
        this.isLegacy = root.path("$schema").asText().contains("draft-0");
        this.steps = steps;
        schemas.add(BooleanNode.FALSE);
    }

    Steps steps() {
        return steps;
    }

    Goal nothing() {
        return Goal.of(NOTHING);
    }

    Emptiness emptiness() {
        return emptiness;
    }

    Goal goal(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue() ? Goal.ANYTHING : nothing();
        }
        if (!schema.isObject()) {
            throw new Refusal("holds something that is no schema");
        }
        if (schema.isEmpty()) {
            return Goal.ANYTHING;
        }
        Integer known = numbers.putIfAbsent(schema, schemas.size());
        if (known == null) {
            schemas.add(schema);
        }
        return Goal.of(known == null ? schemas.size() - 1 : known);
    }

    /** Exactly this value. */
    Goal constant(JsonNode value) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        return goal(schema.set("const", value));
    }

    Goal not(Goal goal) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode all = schema.putObject("not").putArray("allOf");
        goal.schemas().forEach(number -> all.add(schemas.get(number)));
        return goal(schema);
    }

    Shape shape(Goal goal) {
        Shape known = goalShapes.get(goal);
        if (known == null) {
            known = Shape.ALL;
            for (int number : goal.schemas()) {
                known = and(known, shape(number));
            }
            goalShapes.put(goal, known);
        }
        return known;
    }

    Shape and(Shape one, Shape other) {
        return emptiness.pruned(one.and(other, nothing(), steps));
    }

    private Shape shape(int number) {
        if (number == NOTHING) {
            return Shape.NONE;
        }
        Shape known = shapes.get(number);
        if (known != null) {
            return known;
        }
        if (!open.add(number)) {
            throw new SelfReference();
        }
        try {
            steps.spend(10);
            Shape shape = read(schemas.get(number));
            shapes.put(number, shape);
            return shape;
        } finally {
            open.remove(number);
        }
    }

    private Shape read(JsonNode schema) {
        if (isLegacy && schema.has("$ref")) { // beside it nothing counted
            return shape(goal(target(schema.get("$ref"))));
        }
        Keywords.check(schema, isRoot(schema));
        Shape shape = ScalarKeywords.read(schema, this);
        shape = shape.withArrays(ArrayKeywords.read(schema, shape.arrays(), this));
        shape = ObjectKeywords.read(schema, shape, this);
        if (schema.has("$ref")) {
            shape = and(shape, shape(goal(target(schema.get("$ref")))));
        }
        for (JsonNode part : schema.path("allOf")) {
            shape = and(shape, shape(goal(part)));
        }
        return new Alternatives(this).read(schema, shape);
    }

    @SuppressWarnings("ReferenceEquality") // another schema may say the same
    private boolean isRoot(JsonNode schema) {
        return schema == root;
    }

    private JsonNode target(JsonNode reference) {
        String text = reference.asText();
        String id = root.path("$id").asText();
        String fragment = !id.isEmpty() && text.startsWith(id) ? text.substring(id.length()) : text;
        if (fragment.isEmpty() || fragment.equals("#")) {
            return root;
        }
        JsonNode target =
                fragment.startsWith("#/") ? root.at(pointer(fragment)) : JsonNodeFactory.instance.missingNode();
        if (!target.isObject() && !target.isBoolean()) {
            throw new Refusal(
                    "refers to '%s', and only '#' and paths such as '#/$defs/name' are followed".formatted(text));
        }
        return target;
    }

    private static String pointer(String fragment) {
        try {
            return URLDecoder.decode(fragment.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Refusal("refers to '%s', which is no path".formatted(fragment));
        }
    }
}
