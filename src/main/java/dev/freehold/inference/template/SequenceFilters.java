package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Filters that look at a sequence as a whole, and {@code default}. */
final class SequenceFilters {

    static final Map<String, Operation> ALL = Map.ofEntries(
            Map.entry("default", Operation.of(SequenceFilters::orDefault, "default_value?", "boolean?")),
            Map.entry("d", Operation.of(SequenceFilters::orDefault, "default_value?", "boolean?")),
            Map.entry("length", Operation.of((items, a, meter) -> Sequences.length(items))),
            Map.entry("count", Operation.of((items, a, meter) -> Sequences.length(items))),
            Map.entry("list", Operation.of((items, a, meter) -> Sequences.list(items, meter))),
            Map.entry("items", Operation.of((dict, a, meter) -> items(dict))),
            Map.entry("first", Operation.of((items, a, meter) -> first(items))),
            Map.entry("last", Operation.of((items, a, meter) -> last(items, meter))),
            Map.entry("join", Operation.of(SequenceFilters::join, "d?", "attribute?")),
            Map.entry("reverse", Operation.of((items, a, meter) -> reverse(items, meter))),
            Map.entry("sum", Operation.of(SequenceFilters::sum, "attribute?", "start?")),
            Map.entry("batch", Operation.of(SequenceFilters::batch, "linecount", "fill_with?")),
            Map.entry("slice", Operation.of(SequenceFilters::slice, "slices", "fill_with?")),
            Map.entry("attr", Operation.of((subject, a, meter) -> attribute(subject, a.text(0), meter), "name")));

    private SequenceFilters() {}

    private static Object orDefault(Object value, Bound a, Meter meter) {
        boolean isMissing = value instanceof Undefined || (a.isTrue(1) && !Truth.of(value));
        return isMissing ? a.or(0, "") : value;
    }

    private static Object items(Object dict) {
        if (dict instanceof Undefined) {
            return Generator.over(List.of());
        }
        if (!(dict instanceof Map<?, ?> map)) {
            throw TemplateException.evaluation("Can only get item pairs from a mapping.");
        }
        return Generator.over(CollectionMethods.items(map));
    }

    private static Object first(Object items) {
        Iterator<Object> iterator = Sequences.iterator(items);
        return iterator.hasNext() ? iterator.next() : new Undefined("No first item, sequence was empty.");
    }

    private static Object last(Object items, Meter meter) {
        if (items instanceof Generator) {
            throw TemplateException.evaluation("'generator' object is not reversible");
        }
        List<Object> list = Sequences.list(items, meter);
        return list.isEmpty() ? new Undefined("No last item, sequence was empty.") : list.getLast();
    }

    private static Object join(Object items, Bound a, Meter meter) {
        ItemPath path = ItemPath.of(a.get(1), None.NONE);
        String separator = Printing.print(a.or(0, ""), meter);
        BoundedText joined = meter.newText();
        boolean isFirst = true;
        for (Object item : Sequences.list(items, meter)) {
            joined.append(isFirst ? "" : separator).append(Printing.print(path.in(item, meter), meter));
            isFirst = false;
        }
        return joined.toString();
    }

    private static Object reverse(Object items, Meter meter) {
        if (items instanceof String text) {
            return Sequences.slice(text, None.NONE, None.NONE, -1L, meter);
        }
        List<Object> list = Sequences.list(items, meter);
        Collections.reverse(list);
        return Generator.over(list);
    }

    private static Object sum(Object items, Bound a, Meter meter) {
        ItemPath path = ItemPath.of(a.get(0), None.NONE);
        Object sum = a.or(1, 0L);
        for (Object item : Sequences.list(items, meter)) {
            sum = Arithmetic.apply(Operator.ADD, sum, path.in(item, meter), meter);
        }
        return sum;
    }

    private static Object batch(Object items, Bound a, Meter meter) {
        List<Object> batches = new ArrayList<>();
        List<Object> batch = new ArrayList<>();
        for (Object item : Sequences.list(items, meter)) {
            if (batch.size() == a.integer(0)) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(item);
        }
        while (!batch.isEmpty() && a.has(1) && batch.size() < a.integer(0)) {
            meter.step();
            batch.add(a.get(1));
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return Generator.over(batches);
    }

    private static Object slice(Object items, Bound a, Meter meter) {
        List<Object> list = Sequences.list(items, meter);
        long slices = a.integer(0);
        if (slices <= 0) {
            throw TemplateException.evaluation("a sequence is sliced into at least one slice");
        }
        List<Object> columns = new ArrayList<>();
        Iterator<Object> rest = list.iterator();
        for (long i = 0; i < slices; i++) {
            boolean hasExtra = i < list.size() % slices;
            List<Object> column = new ArrayList<>();
            for (long j = list.size() / slices + (hasExtra ? 1 : 0); j > 0; j--) {
                column.add(rest.next());
            }
            if (a.has(1) && !hasExtra) {
                column.add(a.get(1));
            }
            meter.step();
            columns.add(column);
        }
        return Generator.over(columns);
    }

    /** Unlike a dot, this never falls back to an item. */
    private static Object attribute(Object subject, String name, Meter meter) {
        Object attribute = Attributes.own(subject, name, meter);
        return attribute == null ? Undefined.attribute(subject, name) : attribute;
    }
}
