package dev.freehold.inference.template;

import java.util.List;
import java.util.Map;

/** What counts as true. */
final class Truth {

    private Truth() {}

    static boolean of(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case None none -> false;
            case Undefined undefined -> false;
            case String text -> !text.isEmpty();
            case Long integer -> integer != 0;
            case Double real -> real != 0;
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Tuple tuple -> !tuple.items().isEmpty();
            case Range range -> range.size() > 0;
            case DictView view -> !view.items().isEmpty();
            case Loop loop -> loop.length() > 0;
            default -> true;
        };
    }
}
