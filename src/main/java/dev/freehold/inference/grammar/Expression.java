package dev.freehold.inference.grammar;

import java.util.BitSet;
import java.util.List;

/** A regular expression. */
sealed interface Expression {
    /** Stand for the places before the first and behind the last character. */
    int BEGIN = Character.MAX_CODE_POINT + 1;

    int END = Character.MAX_CODE_POINT + 2;

    /** One of these symbols. */
    record Symbols(Ranges ranges) implements Expression {}

    /** One behind the other. */
    record All(List<Expression> parts) implements Expression {}

    /** Any one of them. */
    record Any(List<Expression> options) implements Expression {}

    /** The same again and again; {@link Integer#MAX_VALUE} times is without end. */
    record Times(Expression part, int min, int max) implements Expression {}

    /** The texts in which it is found, as {@code pattern} of JSON Schema means it. */
    static Dfa search(Expression pattern, Steps steps) {
        Nfa nfa = new Nfa(steps);
        int before = nfa.state();
        int start = nfa.state();
        add(nfa, Ranges.ALL, before, before);
        nfa.edge(before, BEGIN, BEGIN, before);
        nfa.free(before, start);
        int end = pattern.build(nfa, start);
        int behind = nfa.state();
        nfa.free(end, behind);
        add(nfa, Ranges.ALL, behind, behind);
        nfa.edge(behind, END, END, behind);
        BitSet ends = new BitSet();
        ends.set(behind);
        return withoutMarks(nfa.determinize(before, ends), steps);
    }

    /** The texts that it is all of. */
    static Dfa whole(Expression pattern, Steps steps) {
        Nfa nfa = new Nfa(steps);
        int start = nfa.state();
        BitSet ends = new BitSet();
        ends.set(pattern.build(nfa, start));
        return nfa.determinize(start, ends);
    }

    private static Dfa withoutMarks(Dfa marked, Steps steps) {
        int begun = marked.isEmpty() ? -1 : marked.next(0, BEGIN);
        if (begun < 0) {
            return Dfa.none();
        }
        Dfa.Builder result = new Dfa.Builder();
        for (int i = 0; i <= marked.states(); i++) { // number 0 is the state behind the first mark
            steps.spend(1);
            int state = i == 0 ? begun : i - 1;
            int behind = marked.next(state, END);
            result.state(behind >= 0 && marked.isEnd(behind));
            int[] edges = marked.edges(state);
            for (int e = 0; e < edges.length; e += 3) {
                if (edges[e] <= Character.MAX_CODE_POINT) {
                    result.edge(i, edges[e], Math.min(edges[e + 1], Character.MAX_CODE_POINT), edges[e + 2] + 1);
                }
            }
        }
        return result.build();
    }

    /** Adds it behind a state; returns the state behind it. */
    private int build(Nfa nfa, int from) {
        return switch (this) {
            case Symbols(var ranges) -> {
                int to = nfa.state();
                add(nfa, ranges, from, to);
                yield to;
            }
            case All(var parts) -> {
                int state = from;
                for (Expression part : parts) {
                    state = part.build(nfa, state);
                }
                yield state;
            }
            case Any(var options) -> {
                int to = nfa.state();
                for (Expression option : options) {
                    int start = nfa.state();
                    nfa.free(from, start);
                    nfa.free(option.build(nfa, start), to);
                }
                yield to;
            }
            case Times(var part, int min, int max) -> times(nfa, part, min, max, from);
        };
    }

    private static int times(Nfa nfa, Expression part, int min, int max, int from) {
        int state = from;
        for (int i = 0; i < min; i++) {
            state = part.build(nfa, state);
        }
        int to = nfa.state();
        nfa.free(state, to);
        if (max == Integer.MAX_VALUE) {
            int again = nfa.state();
            nfa.free(state, again);
            int end = part.build(nfa, again);
            nfa.free(end, again);
            nfa.free(end, to);
        } else {
            for (int i = min; i < max; i++) {
                int next = nfa.state();
                nfa.free(state, next);
                state = part.build(nfa, next);
                nfa.free(state, to);
            }
        }
        return to;
    }

    private static void add(Nfa nfa, Ranges ranges, int from, int to) {
        for (int i = 0; i < ranges.bounds().length; i += 2) {
            nfa.edge(from, ranges.bounds()[i], ranges.bounds()[i + 1], to);
        }
    }
}
