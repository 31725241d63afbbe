package dev.freehold.inference.template;

import java.util.Iterator;
import java.util.List;

/** An iterable that can be walked once and has no length, as lazy filters return it. */
record Generator(Iterator<Object> rest) {

    static Generator over(List<Object> items) {
        return new Generator(items.iterator());
    }
}
