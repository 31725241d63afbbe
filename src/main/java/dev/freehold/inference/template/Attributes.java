package dev.freehold.inference.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code subject.name} and {@code subject[key]}, as Jinja's immutable sandbox answers them: Python methods that change
 * their subject and everything that starts with an underscore are undefined, and nothing of Java is ever reached.
 */
final class Attributes {

    private static final Set<String> LIST_MUTATORS =
            Set.of("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");
    private static final Set<String> DICT_MUTATORS = Set.of("clear", "pop", "popitem", "setdefault", "update");

    private Attributes() {}

    /** Prefers what Python would find as an attribute to an item of that name. */
    static Object attribute(Object subject, String name, Meter meter) {
        Object attribute = own(subject, name, meter);
        if (attribute != null) {
            return attribute;
        }
        Object item = subject instanceof Map<?, ?> map ? map.get(name) : null;
        return item == null ? Undefined.attribute(subject, name) : item;
    }

    /** Prefers an item to an attribute of that name. */
    static Object item(Object subject, Object key, Meter meter) {
        if (subject instanceof Undefined undefined) {
            throw undefined.failure();
        }
        Object item = itemOrNull(subject, key);
        if (item != null) {
            return item;
        }
        if (key instanceof String name) {
            Object attribute = own(subject, name, meter);
            return attribute == null ? Undefined.attribute(subject, name) : attribute;
        }
        return Undefined.item(subject, key);
    }

    private static @Nullable Object itemOrNull(Object subject, Object key) {
        if (subject instanceof Map<?, ?> map) {
            return map.get(key);
        }
        if (!Sequences.isIndexable(subject)) {
            return null;
        }
        return switch (key) {
            case Long index -> Sequences.at(subject, index);
            case Boolean truth -> Sequences.at(subject, truth ? 1 : 0);
            default -> null;
        };
    }

    /** The attribute that Python would find without looking at items, or null. */
    static @Nullable Object own(Object subject, String name, Meter meter) {
        if (subject instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (isUnsafe(subject, name)) {
            return Undefined.unsafe(subject, name);
        }
        if (subject instanceof Attributed attributed) {
            return attributed.attribute(name);
        }
        if (subject instanceof Tuple tuple && tuple.names().contains(name)) {
            return tuple.items().get(tuple.names().indexOf(name));
        }
        Operation method = methods(subject).get(name);
        return method == null ? null : (Callable) arguments -> method.apply(name, subject, arguments, meter);
    }

    private static boolean isUnsafe(Object subject, String name) {
        return (name.startsWith("__") && name.endsWith("__"))
                || (subject instanceof List && LIST_MUTATORS.contains(name))
                || (subject instanceof Map && DICT_MUTATORS.contains(name));
    }

    private static Map<String, Operation> methods(Object subject) {
        return switch (subject) {
            case String text -> StringMethods.ALL;
            case Map<?, ?> map -> CollectionMethods.OF_DICTS;
            case List<?> list -> CollectionMethods.OF_LISTS;
            case Tuple tuple -> CollectionMethods.OF_TUPLES;
            case Range range -> CollectionMethods.OF_TUPLES;
            default -> Map.of();
        };
    }
}
