package dev.freehold.registry.guard;

import dev.freehold.registry.guard.ProtobufFields.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What a node is, what it reads, and its whole-number attributes. */
final class NodeFacts {
    private final List<String> inputs = new ArrayList<>();
    private final Map<String, Long> attributes = new HashMap<>();
    private String operator = "";
    private String domain = "";

    void read(Field field) throws HarmfulFile {
        switch (field.number()) {
            case 1 -> inputs.add(HarmfulFile.shown(field.text()));
            case 4 -> operator = field.text();
            case 7 -> domain = field.text();
            default -> {}
        }
    }

    void set(String attribute, long value) {
        attributes.put(attribute, value);
    }

    String operator() {
        return operator;
    }

    String domain() {
        return domain;
    }

    /** Its name in the graph; empty when it is left out. */
    String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    OptionalLong attribute(String name) {
        Long value = attributes.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
