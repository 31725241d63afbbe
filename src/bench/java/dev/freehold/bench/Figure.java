package dev.freehold.bench;

/** One line of the results. */
sealed interface Figure {
    String id();

    String title();

    /** Two ways that were measured in turn; the target is for the first divided by the second. */
    record Comparison(String id, String title, String unit, Side subject, Side reference, Target target)
            implements Figure {
        Samples ratio() {
            return subject.samples().per(reference.samples());
        }
    }

    record Side(String name, Samples samples) {}

    /** Something that is measured alone. */
    record Value(String id, String title, String unit, Samples samples, Target target) implements Figure {}

    /** Something that this build cannot be asked for. */
    record NotMeasured(String id, String title, String reason) implements Figure {}
}
