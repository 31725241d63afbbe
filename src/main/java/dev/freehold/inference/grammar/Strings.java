package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of strings: those of an automaton, or, where there is none, all of a length. */
record Strings(@Nullable Dfa contents, int min, int max) {
    static final Strings ALL = new Strings(null, 0, Integer.MAX_VALUE);

    static Strings of(Dfa contents) {
        return new Strings(contents, 0, Integer.MAX_VALUE);
    }

    static Strings lengths(int min, int max) {
        return new Strings(null, min, max);
    }

    boolean isEmpty() {
        return contents == null ? min > max : contents.isEmpty();
    }

    boolean holds(String text) {
        int length = text.codePointCount(0, text.length());
        return contents == null ? length >= min && length <= max : contents.holds(text);
    }

    Strings and(Strings other, Steps steps) {
        if (contents == null && other.contents == null) {
            int least = Math.max(min, other.min);
            int most = Math.min(max, other.max);
            return new Strings(null, least, most);
        }
        if (equals(ALL) || other.equals(ALL)) {
            return equals(ALL) ? other : this;
        }
        return of(dfa(steps).and(other.dfa(steps), steps));
    }

    Dfa dfa(Steps steps) {
        return contents != null ? contents : min > max ? Dfa.none() : Dfa.lengths(Ranges.ALL, min, max, steps);
    }

    static Dfa union(List<Strings> sets, Steps steps) {
        Dfa union = Dfa.none();
        for (Strings set : sets) {
            union = union.or(set.dfa(steps), steps);
        }
        return union;
    }

    /** What is in none of them. */
    static List<Strings> complement(List<Strings> sets, Steps steps) {
        if (sets.contains(ALL)) {
            return List.of();
        }
        return sets.isEmpty() ? List.of(ALL) : List.of(of(Dfa.all().minus(union(sets, steps), steps)));
    }

    static List<Strings> and(List<Strings> ones, List<Strings> others, Steps steps) {
        List<Strings> result = new ArrayList<>();
        for (Strings one : ones) {
            for (Strings other : others) {
                Strings both = one.and(other, steps);
                if (!both.isEmpty()) {
                    result.add(both);
                }
            }
        }
        return result;
    }

    Term term(Steps steps) {
        return contents == null ? JsonTerms.string(min, max) : Terms.leaf(JsonText.strings(contents, steps));
    }
}
