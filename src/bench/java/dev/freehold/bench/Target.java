package dev.freehold.bench;

/** What a figure should reach. */
sealed interface Target {
    boolean holds(double value);

    /** For figures that are only looked at. */
    Target NONE = new None();

    record None() implements Target {
        @Override
        public boolean holds(double value) {
            return true;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    record AtLeast(double bound) implements Target {
        @Override
        public boolean holds(double value) {
            return value >= bound;
        }

        @Override
        public String toString() {
            return "≥ " + bound;
        }
    }

    record AtMost(double bound) implements Target {
        @Override
        public boolean holds(double value) {
            return value <= bound;
        }

        @Override
        public String toString() {
            return "≤ " + bound;
        }
    }
}
