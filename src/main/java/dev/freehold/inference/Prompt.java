package dev.freehold.inference;

import java.util.Arrays;

/** Token ids that go into a model. */
@SuppressWarnings("ArrayRecordComponent") // a hot path value, never changed after it was made
public record Prompt(int[] tokens) {
    public int length() {
        return tokens.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prompt(int[] others) && Arrays.equals(tokens, others);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tokens);
    }

    /** Says the length only: the tokens are somebody's text. */
    @Override
    public String toString() {
        return "Prompt[" + tokens.length + " tokens]";
    }
}
