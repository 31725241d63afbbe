package dev.freehold.responses;

/**
 * What is kept of a response, in words that this room does not read.
 *
 * @param answer the response as it was given out
 * @param input what it was made from
 */
public record KeptResponse(String answer, String input) {

    /** Says nothing: the text is private. */
    @Override
    public String toString() {
        return "KeptResponse";
    }
}
