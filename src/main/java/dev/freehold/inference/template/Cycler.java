package dev.freehold.inference.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands out its items in turn, over and over. */
final class Cycler implements Attributed {

    private final List<Object> items;
    private int position;

    Cycler(List<Object> items) {
        if (items.isEmpty()) {
            throw TemplateException.evaluation("at least one item has to be provided");
        }
        this.items = items;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "current" -> items.get(position);
            case "next" -> (Callable) arguments -> next();
            case "reset" -> (Callable) arguments -> reset();
            default -> null;
        };
    }

    private Object next() {
        Object item = items.get(position);
        position = (position + 1) % items.size();
        return item;
    }

    private Object reset() {
        position = 0;
        return None.NONE;
    }
}
