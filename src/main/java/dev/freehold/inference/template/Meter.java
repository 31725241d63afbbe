package dev.freehold.inference.template;

/** Counts what one rendering uses and stops it at its {@link Budget}. */
final class Meter {

    private static final int MAXIMUM_CALL_DEPTH = 100;
    private static final int STEPS_BETWEEN_CLOCK_READINGS = 1024;
    private static final int CHARACTERS_PER_STEP = 8;

    private final Budget budget;
    private final long start = System.nanoTime();
    private long spent;
    private long nextClockReading;
    private int callDepth;

    Meter(Budget budget) {
        this.budget = budget;
    }

    void step() {
        spend(1);
    }

    void spend(long steps) {
        spent += steps;
        if (spent > budget.steps()) {
            throw TemplateException.budget("the template takes more than " + budget.steps() + " steps");
        }
        if (spent >= nextClockReading) {
            nextClockReading = spent + STEPS_BETWEEN_CLOCK_READINGS;
            checkTime();
        }
    }

    private void checkTime() {
        if (System.nanoTime() - start > budget.time().toNanos()) {
            throw TemplateException.budget("the template takes longer than " + budget.time());
        }
    }

    /** MUST be asked before a text of that length is allocated. */
    void reserve(long characters) {
        checkLength(characters);
        spend(characters / CHARACTERS_PER_STEP);
    }

    void checkLength(long characters) {
        if (characters > budget.outputCharacters()) {
            throw TemplateException.budget("a text is longer than " + budget.outputCharacters() + " characters");
        }
    }

    void enterCall() {
        if (++callDepth > MAXIMUM_CALL_DEPTH) {
            throw TemplateException.budget("calls nest deeper than " + MAXIMUM_CALL_DEPTH);
        }
    }

    void leaveCall() {
        callDepth--;
    }

    /** An empty text that grows within this budget. */
    BoundedText newText() {
        return new BoundedText(this);
    }
}
