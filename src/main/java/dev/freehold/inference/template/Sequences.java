package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walking, measuring and slicing whatever has items. */
final class Sequences {

    private Sequences() {}

    /** The items in order, or null for what cannot be walked. */
    static @Nullable Iterator<Object> iteratorOrNull(Object value) {
        if (value instanceof Generator generator) {
            return generator.rest();
        }
        List<Object> items = itemsOrNull(value);
        return items == null ? null : items.iterator();
    }

    static Iterator<Object> iterator(Object value) {
        Iterator<Object> iterator = iteratorOrNull(value);
        if (iterator == null) {
            throw TemplateException.evaluation("'" + Types.name(value) + "' object is not iterable");
        }
        return iterator;
    }

    /** A fresh list of the items; costs a step each. */
    static List<Object> list(Object value, Meter meter) {
        List<Object> items = new ArrayList<>();
        iterator(value).forEachRemaining(item -> {
            meter.step();
            items.add(item);
        });
        return items;
    }

    /** The items of what has a length. */
    @SuppressWarnings("unchecked") // Inputs.copy and the evaluator only ever make lists of objects
    static @Nullable List<Object> itemsOrNull(Object value) {
        return switch (value) {
            case List<?> list -> (List<Object>) list;
            case Tuple tuple -> tuple.items();
            case Range range -> range.items();
            case DictView view -> view.items();
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case String text -> CodePoints.split(text);
            case Undefined undefined -> List.of();
            default -> null;
        };
    }

    static long length(Object value) {
        return switch (value) {
            case String text -> CodePoints.length(text);
            case Map<?, ?> map -> map.size();
            case Loop loop -> loop.length();
            default -> {
                List<Object> items = itemsOrNull(value);
                if (items == null) {
                    throw TemplateException.evaluation("object of type '" + Types.name(value) + "' has no len()");
                }
                yield items.size();
            }
        };
    }

    static boolean isIndexable(Object value) {
        return value instanceof List
                || value instanceof Tuple
                || value instanceof Range
                || value instanceof String
                || value instanceof Map
                || value instanceof Undefined;
    }

    /** The item at an index that may count from the end, or null if there is none. */
    static @Nullable Object at(Object value, long index) {
        List<Object> items = value instanceof String ? null : itemsOrNull(value);
        long size = items == null ? length(value) : items.size();
        long position = index < 0 ? index + size : index;
        if (position < 0 || position >= size) {
            return null;
        }
        return items == null ? CodePoints.at((String) value, (int) position) : items.get((int) position);
    }

    /** Python's {@code value[start:stop:step]}; NONE for a bound that is left out. */
    static Object slice(Object value, Object start, Object stop, Object step, Meter meter) {
        if (value instanceof Undefined || !isIndexable(value) || value instanceof Map) {
            throw Types.mismatch("something to slice", value);
        }
        SliceBounds bounds = SliceBounds.of(start, stop, step, length(value));
        if (value instanceof String text && bounds.step() == 1) {
            meter.reserve(text.length());
            return CodePoints.slice(text, bounds.start(), bounds.stop());
        }
        if (value instanceof Range range) {
            return range.slice(bounds);
        }
        List<Object> items = pick(itemsOrNull(value), bounds, meter);
        return switch (value) {
            case String text -> concatenate(items);
            case Tuple tuple -> Tuple.of(items);
            default -> items;
        };
    }

    private static List<Object> pick(@Nullable List<Object> items, SliceBounds bounds, Meter meter) {
        List<Object> picked = new ArrayList<>();
        for (long i = bounds.start(); items != null && bounds.includes(i); i += bounds.step()) {
            meter.step();
            picked.add(items.get((int) i));
        }
        return picked;
    }

    private static String concatenate(List<Object> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }
}
