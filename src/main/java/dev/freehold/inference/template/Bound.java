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
        return get(parameter) instanceof String text ? text : wrong("a string", parameter);
    }

    String text(int parameter, String fallback) {
        return has(parameter) ? text(parameter) : fallback;
    }

    long integer(int parameter) {
        return switch (get(parameter)) {
            case Long value -> value;
            case Boolean truth -> truth ? 1 : 0;
            default -> wrong("an integer", parameter);
        };
    }

    long integer(int parameter, long fallback) {
        return has(parameter) ? integer(parameter) : fallback;
    }

    boolean isTrue(int parameter) {
        return Truth.of(or(parameter, false));
    }

    private <T> T wrong(String expected, int parameter) {
        throw Types.mismatch(expected, get(parameter));
    }
}
