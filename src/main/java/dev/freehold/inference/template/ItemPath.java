package dev.freehold.inference.template;

import java.util.List;

/** A way into an item: {@code "user.names.0"}, or an index. */
record ItemPath(List<Object> steps, Object fallback) {

    static ItemPath of(Object path, Object fallback) {
        if (path instanceof String dotted) {
            List<Object> steps = Splitting.by(dotted, ".", -1);
            return new ItemPath(steps.stream().map(ItemPath::step).toList(), fallback);
        }
        return new ItemPath(path == None.NONE ? List.of() : List.of(path), fallback);
    }

    private static Object step(Object step) {
        String name = (String) step;
        boolean isIndex = !name.isEmpty() && name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return isIndex ? (Object) Long.valueOf(name) : name;
    }

    Object in(Object item, Meter meter) {
        Object value = item;
        for (Object step : steps) {
            value = Attributes.item(value, step, meter);
            if (value instanceof Undefined && fallback != None.NONE) {
                value = fallback;
            }
        }
        return value;
    }

    /** The value that sorting and grouping go by, which ignore case unless told otherwise. */
    Object keyIn(Object item, boolean isCaseSensitive, Meter meter) {
        return in(item, meter) instanceof String text && !isCaseSensitive ? Strings.lower(text) : in(item, meter);
    }
}
