package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Arrays that start with certain items and go on with others. */
record ArrayForm(List<Goal> first, Goal rest, int min, int max) {
    static final ArrayForm ALL = new ArrayForm(List.of(), Goal.ANYTHING, 0, Integer.MAX_VALUE);

    ArrayForm {
        first = List.copyOf(first);
    }

    Goal item(int index) {
        return index < first.size() ? first.get(index) : rest;
    }

    ArrayForm and(ArrayForm other) {
        List<Goal> items = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), other.first.size()); i++) {
            items.add(item(i).and(other.item(i)));
        }
        int least = Math.max(min, other.min);
        int most = Math.min(max, other.max);
        return new ArrayForm(items, rest.and(other.rest), least, most);
    }

    /** The arrays that are not of this form, where only the number of items decides. */
    Optional<List<ArrayForm>> complement() {
        if (!rest.isAnything() || !first.stream().allMatch(Goal::isAnything)) {
            return Optional.empty();
        }
        List<ArrayForm> others = new ArrayList<>();
        if (min > 0) {
            others.add(new ArrayForm(List.of(), Goal.ANYTHING, 0, min - 1));
        }
        if (max < Integer.MAX_VALUE) {
            others.add(new ArrayForm(List.of(), Goal.ANYTHING, max + 1, Integer.MAX_VALUE));
        }
        return Optional.of(others);
    }
}
