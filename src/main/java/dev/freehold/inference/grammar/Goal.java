package dev.freehold.inference.grammar;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a value must satisfy: all of these schemas, by their numbers. None of them is any value. */
record Goal(SortedSet<Integer> schemas) {
    static final Goal ANYTHING = new Goal(new TreeSet<>());

    static Goal of(int schema) {
        return new Goal(new TreeSet<>(List.of(schema)));
    }

    Goal and(Goal other) {
        TreeSet<Integer> both = new TreeSet<>(schemas);
        both.addAll(other.schemas);
        return new Goal(both);
    }

    boolean isAnything() {
        return schemas.isEmpty();
    }
}
