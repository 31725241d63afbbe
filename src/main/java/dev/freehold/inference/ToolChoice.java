package dev.freehold.inference;

/** Whether the assistant calls functions. */
public sealed interface ToolChoice {
    /** None; the model is not told of them either. */
    record None() implements ToolChoice {}

    /** As it likes. */
    record Auto() implements ToolChoice {}

    /** At least one. */
    record Required() implements ToolChoice {}

    /** This one. */
    record Named(String name) implements ToolChoice {}

    /** Whether an answer without a call is none. */
    default boolean isForced() {
        return switch (this) {
            case None none -> false;
            case Auto auto -> false;
            case Required required -> true;
            case Named named -> true;
        };
    }
}
