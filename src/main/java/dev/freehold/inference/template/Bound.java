package dev.freehold.inference.template;

import java.util.List;
import java.util.Map;

/** Arguments that fit a {@link Signature}, by the position of their parameter. */
record Bound(List<String> names, Map<String, Object> values, Arguments all) {

    boolean has(int parameter) {
        return or(parameter, None.NONE) != None.NONE;
    }

    Object get(int parameter) {
        return or(parameter, None.NONE);
    }

    Object or(int parameter, Object fallback) {
        return values.getOrDefault(names.get(parameter), fallback);
    }

    String text(int parameter) {
        if (get(parameter) instanceof String text) {
            return text;
        }
        throw Types.mismatch("a string", get(parameter));
    }

    String text(int parameter, String fallback) {
        return has(parameter) ? text(parameter) : fallback;
    }

    long integer(int parameter) {
        return switch (get(parameter)) {
            case Long value -> value;
            case Boolean truth -> truth ? 1 : 0;
            default -> throw Types.mismatch("an integer", get(parameter));
        };
    }

    long integer(int parameter, long fallback) {
        return has(parameter) ? integer(parameter) : fallback;
    }

    boolean isTrue(int parameter) {
        return Truth.of(or(parameter, false));
    }
}
