package dev.freehold.inference.grammar;

/** Counts work rather than time, so that what a stranger wrote is refused for its size the same way on every machine. */
final class Steps {
    private long left;

    Steps(long most) {
        this.left = most;
    }

    /**
     * Takes some of what is left.
     *
     * @throws Refusal when it is not enough
     */
    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new Refusal("is too complex");
        }
    }
}
