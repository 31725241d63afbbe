package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The methods of Python's dict, list and tuple that change nothing. */
final class CollectionMethods {

    static final Map<String, Operation> OF_DICTS = Map.of(
            "get", Operation.of((dict, a, meter) -> get((Map<?, ?>) dict, a), "key", "default?"),
            "keys", Operation.of((dict, a, meter) -> keys((Map<?, ?>) dict)),
            "values", Operation.of((dict, a, meter) -> new DictView("dict_values", values((Map<?, ?>) dict))),
            "items", Operation.of((dict, a, meter) -> new DictView("dict_items", items((Map<?, ?>) dict))),
            "copy", Operation.of((dict, a, meter) -> new LinkedHashMap<Object, Object>((Map<?, ?>) dict)));

    static final Map<String, Operation> OF_TUPLES = Map.of(
            "index", Operation.of((items, a, meter) -> index(items, a.get(0), meter), "value"),
            "count", Operation.of((items, a, meter) -> count(items, a.get(0), meter), "value"));

    static final Map<String, Operation> OF_LISTS = Map.of(
            "index", Objects.requireNonNull(OF_TUPLES.get("index")),
            "count", Objects.requireNonNull(OF_TUPLES.get("count")),
            "copy", Operation.of((items, a, meter) -> Sequences.list(items, meter)));

    private CollectionMethods() {}

    private static Object get(Map<?, ?> dict, Bound arguments) {
        Object value = dict.get(arguments.get(0));
        return value == null ? arguments.or(1, None.NONE) : value;
    }

    private static DictView keys(Map<?, ?> dict) {
        return new DictView("dict_keys", new ArrayList<>(dict.keySet()));
    }

    private static List<Object> values(Map<?, ?> dict) {
        return new ArrayList<>(dict.values());
    }

    /** The entries as pairs. */
    static List<Object> items(Map<?, ?> dict) {
        List<Object> pairs = new ArrayList<>(dict.size());
        dict.forEach((key, value) -> pairs.add(Tuple.of(key, value)));
        return pairs;
    }

    private static long index(Object items, Object wanted, Meter meter) {
        List<Object> list = Sequences.list(items, meter);
        for (int i = 0; i < list.size(); i++) {
            if (Comparisons.areEqual(list.get(i), wanted, meter)) {
                return i;
            }
        }
        throw TemplateException.evaluation("value is not in the list");
    }

    private static long count(Object items, Object wanted, Meter meter) {
        return Sequences.list(items, meter).stream()
                .filter(item -> Comparisons.areEqual(item, wanted, meter))
                .count();
    }
}
