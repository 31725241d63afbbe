package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Filters that sort, group or compare the items of a sequence. */
final class OrderFilters {

    static final Map<String, Operation> ALL = Map.of(
            "sort", Operation.of(OrderFilters::sort, "reverse?", "case_sensitive?", "attribute?"),
            "dictsort", Operation.of(OrderFilters::sortDict, "case_sensitive?", "by?", "reverse?"),
            "unique", Operation.of(OrderFilters::unique, "case_sensitive?", "attribute?"),
            "min", Operation.of((items, a, meter) -> extreme(items, a, false, meter), "case_sensitive?", "attribute?"),
            "max", Operation.of((items, a, meter) -> extreme(items, a, true, meter), "case_sensitive?", "attribute?"),
            "groupby", Operation.of(OrderFilters::group, "attribute", "default?", "case_sensitive?"));

    private OrderFilters() {}

    private static Comparator<Object> by(Function<Object, Object> key, boolean isReversed, Meter meter) {
        Comparator<Object> order = (left, right) -> Comparisons.compare(key.apply(left), key.apply(right), meter);
        return isReversed ? order.reversed() : order;
    }

    private static Object sort(Object items, Bound a, Meter meter) {
        List<ItemPath> paths = new ArrayList<>();
        if (a.get(2) instanceof String several) {
            Splitting.by(several, ",", -1).forEach(path -> paths.add(ItemPath.of(path, None.NONE)));
        } else {
            paths.add(ItemPath.of(a.get(2), None.NONE));
        }
        List<Object> sorted = Sequences.list(items, meter);
        sorted.sort(by(item -> keys(paths, item, a.isTrue(1), meter), a.isTrue(0), meter));
        return sorted;
    }

    private static List<Object> keys(List<ItemPath> paths, Object item, boolean isCaseSensitive, Meter meter) {
        return paths.stream()
                .map(path -> path.keyIn(item, isCaseSensitive, meter))
                .toList();
    }

    private static Object sortDict(Object dict, Bound a, Meter meter) {
        if (!(dict instanceof Map<?, ?> map)) {
            throw Types.mismatch("a mapping to sort", dict);
        }
        String by = a.text(1, "key");
        if (!by.equals("key") && !by.equals("value")) {
            throw TemplateException.evaluation("You can only sort by either \"key\" or \"value\"");
        }
        ItemPath path = ItemPath.of(by.equals("key") ? 0L : 1L, None.NONE);
        List<Object> pairs = CollectionMethods.items(map);
        pairs.sort(by(pair -> path.keyIn(pair, a.isTrue(0), meter), a.isTrue(2), meter));
        return pairs;
    }

    private static Object unique(Object items, Bound a, Meter meter) {
        ItemPath path = ItemPath.of(a.get(1), None.NONE);
        Set<Object> seen = new LinkedHashSet<>();
        List<Object> list = Sequences.list(items, meter);
        list.removeIf(item -> !seen.add(path.keyIn(item, a.isTrue(0), meter)));
        return Generator.over(list);
    }

    private static Object extreme(Object items, Bound a, boolean isMaximum, Meter meter) {
        ItemPath path = ItemPath.of(a.get(1), None.NONE);
        Comparator<Object> order = by(item -> path.keyIn(item, a.isTrue(0), meter), isMaximum, meter);
        return Sequences.list(items, meter).stream()
                .reduce((best, item) -> order.compare(item, best) < 0 ? item : best)
                .orElseGet(() -> new Undefined("No aggregated item, sequence was empty."));
    }

    private static Object group(Object items, Bound a, Meter meter) {
        ItemPath path = ItemPath.of(a.get(0), a.get(1));
        Function<Object, Object> key = item -> path.keyIn(item, a.isTrue(2), meter);
        List<Object> sorted = Sequences.list(items, meter);
        sorted.sort(by(key, false, meter));
        List<Object> groups = new ArrayList<>();
        List<Object> group = new ArrayList<>();
        for (Object item : sorted) {
            if (!group.isEmpty() && !Comparisons.areEqual(key.apply(group.getFirst()), key.apply(item), meter)) {
                groups.add(named(path.in(group.getFirst(), meter), group));
                group = new ArrayList<>();
            }
            group.add(item);
        }
        if (!group.isEmpty()) {
            groups.add(named(path.in(group.getFirst(), meter), group));
        }
        return groups;
    }

    private static Tuple named(Object grouper, List<Object> items) {
        return new Tuple(List.of(grouper, items), List.of("grouper", "list"));
    }
}
