package dev.freehold.inference.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one value that a template may change. */
final class Namespace implements Attributed {

    private final Map<Object, Object> attributes;

    Namespace(Map<Object, Object> attributes) {
        this.attributes = new LinkedHashMap<>(attributes);
    }

    @Override
    public @Nullable Object attribute(String name) {
        return attributes.get(name);
    }

    void set(String name, Object value) {
        attributes.put(name, value);
    }

    Map<Object, Object> attributes() {
        return attributes;
    }
}
