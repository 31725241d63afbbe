package dev.freehold.inference.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies plain Java values into the room's own, so that a template never holds an object from outside. */
final class Inputs {

    private Inputs() {}

    static Map<String, Object> copy(Map<String, ?> variables, Meter meter) {
        Map<String, Object> copies = new LinkedHashMap<>();
        variables.forEach((name, value) -> copies.put(name, copy(value, meter)));
        return copies;
    }

    private static Object copy(@Nullable Object value, Meter meter) {
        meter.step();
        return switch (value) {
            case null -> None.NONE;
            case String text -> text;
            case Boolean truth -> truth;
            case Long integer -> integer;
            case Integer integer -> integer.longValue();
            case Double real -> real;
            case Float real -> real.doubleValue();
            case BigInteger integer -> integer.longValueExact();
            case BigDecimal real -> real.doubleValue();
            case Map<?, ?> map -> copyMap(map, meter);
            case Collection<?> items -> copyList(items, meter);
            default ->
                throw TemplateException.evaluation(
                        "a template takes no " + value.getClass().getName());
        };
    }

    private static Map<Object, Object> copyMap(Map<?, ?> map, Meter meter) {
        Map<Object, Object> copies = new LinkedHashMap<>();
        map.forEach((key, value) -> copies.put(copy(key, meter), copy(value, meter)));
        return copies;
    }

    private static List<Object> copyList(Collection<?> items, Meter meter) {
        List<Object> copies = new ArrayList<>(items.size());
        items.forEach(item -> copies.add(copy(item, meter)));
        return copies;
    }

    /** The entries of a dict as named arguments. */
    static Arguments named(Object dict) {
        if (!(dict instanceof Map<?, ?> map)) {
            throw Types.mismatch("a mapping of keyword arguments", dict);
        }
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw Types.mismatch("a string as keyword", key);
            }
            named.put(name, value);
        });
        return new Arguments(List.of(), named);
    }
}
