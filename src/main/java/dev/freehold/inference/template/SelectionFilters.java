package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Filters that pick from a sequence, or change each of its items, by the name of a test or another filter. */
final class SelectionFilters {

    static final Map<String, Operation> ALL = Map.of(
            "map", Operation.of((items, a, meter) -> map(items, a.all(), meter), "*"),
            "select", Operation.of((items, a, meter) -> select(items, a.all(), true, meter), "*"),
            "reject", Operation.of((items, a, meter) -> select(items, a.all(), false, meter), "*"),
            "selectattr", Operation.of((items, a, meter) -> selectByAttribute(items, a.all(), true, meter), "*"),
            "rejectattr", Operation.of((items, a, meter) -> selectByAttribute(items, a.all(), false, meter), "*"));

    private SelectionFilters() {}

    private static Object map(Object items, Arguments arguments, Meter meter) {
        if (arguments.positional().isEmpty() && arguments.named().containsKey("attribute")) {
            Object fallback = arguments.named().getOrDefault("default", None.NONE);
            ItemPath path = ItemPath.of(arguments.named().getOrDefault("attribute", ""), fallback);
            return Generator.over(each(items, item -> path.in(item, meter), meter));
        }
        String name = name(arguments);
        return Generator.over(each(items, item -> Filters.apply(name, item, arguments.after(1), meter), meter));
    }

    /** Jinja takes whatever is false for empty here, None included. */
    private static List<Object> itemsOf(Object items, Meter meter) {
        return Truth.of(items) ? Sequences.list(items, meter) : new ArrayList<>();
    }

    private static List<Object> each(Object items, Function<Object, Object> change, Meter meter) {
        List<Object> list = itemsOf(items, meter);
        list.replaceAll(change::apply);
        return list;
    }

    private static String name(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw TemplateException.evaluation("map requires a filter argument");
        }
        return arguments.positional().getFirst() instanceof String name
                ? name
                : fail(arguments.positional().getFirst());
    }

    private static String fail(Object name) {
        throw Types.mismatch("the name of a filter or test", name);
    }

    private static Object select(Object items, Arguments arguments, boolean wanted, Meter meter) {
        return keep(items, item -> item, arguments, wanted, meter);
    }

    private static Object selectByAttribute(Object items, Arguments arguments, boolean wanted, Meter meter) {
        if (arguments.positional().isEmpty()) {
            throw TemplateException.evaluation("Missing parameter for attribute name");
        }
        ItemPath path = ItemPath.of(arguments.positional().getFirst(), None.NONE);
        return keep(items, item -> path.in(item, meter), arguments.after(1), wanted, meter);
    }

    private static Object keep(
            Object items, Function<Object, Object> subject, Arguments test, boolean wanted, Meter meter) {
        List<Object> list = itemsOf(items, meter);
        if (test.positional().isEmpty()) {
            list.removeIf(item -> Truth.of(subject.apply(item)) != wanted);
        } else {
            String name = name(test);
            list.removeIf(item -> Tests.holds(name, subject.apply(item), test.after(1), meter) != wanted);
        }
        return Generator.over(list);
    }
}
