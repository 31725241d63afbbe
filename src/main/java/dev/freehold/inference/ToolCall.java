package dev.freehold.inference;

/**
 * A function that the assistant called.
 *
 * @param arguments a JSON object, as it was written; only a call from a model without a grammar may hold something else
 */
public record ToolCall(String id, String name, String arguments) {

    /** Says the function only: the arguments are private. */
    @Override
    public String toString() {
        return "ToolCall[" + name + "]";
    }
}
