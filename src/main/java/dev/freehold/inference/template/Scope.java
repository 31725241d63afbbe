package dev.freehold.inference.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a stretch of template sees; what it sets is not seen outside. */
final class Scope {

    private final @Nullable Scope outer;
    private final Map<String, Object> values;

    private Scope(@Nullable Scope outer, Map<String, Object> values) {
        this.outer = outer;
        this.values = values;
    }

    static Scope of(Map<String, Object> values) {
        return new Scope(null, values);
    }

    Scope inner() {
        return new Scope(this, new HashMap<>());
    }

    Object find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Object value = scope.values.get(name);
            if (value != null) {
                return value;
            }
        }
        return Undefined.variable(name);
    }

    void set(String name, Object value) {
        values.put(name, value);
    }
}
