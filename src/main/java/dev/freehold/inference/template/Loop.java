package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}: where a for statement stands. */
final class Loop implements Attributed, Callable {

    private Iterator<Object> rest;
    private final int depth;
    private final @Nullable Function<Object, String> recursion;
    private long index0 = -1;
    private @Nullable Object previous;
    private @Nullable Object current;
    private @Nullable Object peeked;
    private @Nullable List<Object> lastChanged;

    Loop(Iterator<Object> items, int depth, @Nullable Function<Object, String> recursion) {
        this.rest = items;
        this.depth = depth;
        this.recursion = recursion;
    }

    boolean advance() {
        Object next = peek();
        if (next == null) {
            return false;
        }
        peeked = null;
        previous = current;
        current = next;
        index0++;
        return true;
    }

    Object current() {
        return orUndefined(current, "there is no current item");
    }

    private @Nullable Object peek() {
        if (peeked == null && rest.hasNext()) {
            peeked = rest.next();
        }
        return peeked;
    }

    /** Looks ahead to the end. */
    long length() {
        List<Object> ahead = new ArrayList<>();
        rest.forEachRemaining(ahead::add);
        rest = ahead.iterator();
        return index0 + 1 + (peeked == null ? 0 : 1) + ahead.size();
    }

    private static Object orUndefined(@Nullable Object value, String reason) {
        return value == null ? new Undefined(reason) : value;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "index" -> index0 + 1;
            case "index0" -> index0;
            case "revindex" -> length() - index0;
            case "revindex0" -> length() - index0 - 1;
            case "first" -> index0 == 0;
            case "last" -> peek() == null;
            case "length" -> length();
            case "depth" -> (long) depth;
            case "depth0" -> depth - 1L;
            case "previtem" -> orUndefined(previous, "there is no previous item");
            case "nextitem" -> orUndefined(peek(), "there is no next item");
            case "cycle" -> (Callable) this::cycle;
            case "changed" -> (Callable) this::hasChanged;
            default -> null;
        };
    }

    private Object cycle(Arguments arguments) {
        List<Object> items = arguments.positional();
        if (items.isEmpty()) {
            throw TemplateException.evaluation("no items for cycling given");
        }
        return items.get((int) (index0 % items.size()));
    }

    private Object hasChanged(Arguments arguments) {
        boolean hasChanged = !arguments.positional().equals(lastChanged);
        lastChanged = arguments.positional();
        return hasChanged;
    }

    @Override
    public Object call(Arguments arguments) {
        if (recursion == null || arguments.positional().size() != 1) {
            throw TemplateException.evaluation("a loop is called with items, and only if it is marked recursive");
        }
        return recursion.apply(arguments.positional().get(0));
    }
}
