package dev.freehold.inference.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a grammar. Parts are told apart by identity; a shared one is one. */
sealed interface Term {

    /** One of the byte strings of an automaton. */
    final class Leaf implements Term {
        private final ByteDfa words;

        Leaf(ByteDfa words) {
            this.words = words;
        }

        ByteDfa words() {
            return words;
        }
    }

    /** One behind the other. */
    final class Sequence implements Term {
        private final List<Term> parts;

        Sequence(List<Term> parts) {
            this.parts = List.copyOf(parts);
        }

        List<Term> parts() {
            return parts;
        }
    }

    /** Any one of them. */
    final class Choice implements Term {
        private final List<Term> options;

        Choice(List<Term> options) {
            this.options = List.copyOf(options);
        }

        List<Term> options() {
            return options;
        }
    }

    /** The same again and again; {@link Integer#MAX_VALUE} times is without end. */
    final class Repeat implements Term {
        private final Term part;
        private final int min;
        private final int max;

        Repeat(Term part, int min, int max) {
            this.part = part;
            this.min = min;
            this.max = max;
        }

        Term part() {
            return part;
        }

        int min() {
            return min;
        }

        int max() {
            return max;
        }
    }

    /** What is known only once everything is read, such as a part that holds itself. */
    final class Later implements Term {
        private @Nullable Term meant;

        void is(Term term) {
            meant = term;
        }

        Term meant() {
            if (meant == null) {
                throw new IllegalStateException("a grammar was used before it was whole");
            }
            return meant;
        }
    }
}
