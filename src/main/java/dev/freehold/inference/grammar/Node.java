package dev.freehold.inference.grammar;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All ways to have read a text so far. What follows from it is worked out when it is first asked for. */
final class Node {
    private final Set<Place> places;
    private final boolean isComplete;
    private final @Nullable Node[] next;
    private long @Nullable [] mask;

    Node(Set<Place> places, boolean isComplete, int columns) {
        this.places = places;
        this.isComplete = isComplete;
        this.next = new @Nullable Node[columns];
    }

    Set<Place> places() {
        return places;
    }

    /** Whether the text may end here. */
    boolean isComplete() {
        return isComplete;
    }

    boolean isDead() {
        return places.isEmpty() && !isComplete;
    }

    @Nullable
    Node next(int column) {
        return next[column];
    }

    void next(int column, Node node) {
        next[column] = node;
    }

    long @Nullable [] mask() {
        return mask;
    }

    void mask(long @Nullable [] tokens) {
        mask = tokens;
    }

    void forget() {
        Arrays.fill(next, null);
        mask = null;
    }

    long bytes() {
        return 64 + 8L * next.length + 72L * places.size();
    }
}
