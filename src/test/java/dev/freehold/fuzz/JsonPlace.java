package dev.freehold.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value inside a body, and how to put another in its place.
 *
 * @param path as the protocols name it, for example {@code messages[0].content}
 * @param key the name in an object, or the index in an array
 */
record JsonPlace(JsonNode parent, String key, String path) {

    static List<JsonPlace> in(ObjectNode body) {
        List<JsonPlace> places = new ArrayList<>();
        collect(body, "", places);
        return places;
    }

    private static void collect(JsonNode node, String path, List<JsonPlace> places) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(field -> {
                    String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                    places.add(new JsonPlace(object, field.getKey(), at));
                    collect(field.getValue(), at, places);
                });
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    String at = "%s[%d]".formatted(path, i);
                    places.add(new JsonPlace(array, Integer.toString(i), at));
                    collect(array.get(i), at, places);
                }
            }
            default -> {}
        }
    }

    JsonNode value() {
        return parent.isArray() ? parent.get(Integer.parseInt(key)) : parent.get(key);
    }

    void set(JsonNode value) {
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), value);
        } else {
            ((ObjectNode) parent).set(key, value);
        }
    }

    void remove() {
        if (parent instanceof ArrayNode array) {
            array.remove(Integer.parseInt(key));
        } else {
            ((ObjectNode) parent).remove(key);
        }
    }

    /** How long a text may become; without it an answer takes as long as it likes. */
    boolean isBound() {
        return key.startsWith("max_");
    }
}
