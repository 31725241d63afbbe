package dev.freehold.inference.grammar;

import org.jspecify.annotations.Nullable;

/**
 * What is still to come, the next part first. Equal when the same parts are to come.
 *
 * @param min the least times that the part comes
 * @param max the most times; {@link Integer#MAX_VALUE} is without end
 * @param below what comes after it; null is the end of the text
 * @param hash made once, for stacks grow
 */
record Frame(Term part, int min, int max, @Nullable Frame below, int hash) {

    static Frame once(Term part, @Nullable Frame below) {
        return times(part, 1, 1, below);
    }

    static Frame times(Term part, int min, int max, @Nullable Frame below) {
        int hash = 31 * (31 * System.identityHashCode(part) + min) + max;
        return new Frame(part, min, max, below, 31 * hash + (below == null ? 0 : below.hash));
    }

    @Override
    public boolean equals(Object other) {
        Frame one = this;
        Frame two = other instanceof Frame frame ? frame : null;
        while (one != two) {
            if (one == null || two == null || one.hash != two.hash || !one.isSamePart(two)) {
                return false;
            }
            one = one.below;
            two = two.below;
        }
        return true;
    }

    private boolean isSamePart(Frame other) {
        return part == other.part && min == other.min && max == other.max;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
