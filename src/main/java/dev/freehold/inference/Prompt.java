package dev.freehold.inference;

import java.util.Arrays;

/** Token ids that go into a model, whether it may think aloud before it answers them, and what it may call in its answer. */
@SuppressWarnings("ArrayRecordComponent") // a hot path value, never changed after it was made
public record Prompt(int[] tokens, Thinking thinking, Tools tools) {

    /** Where a model's thoughts are, if it has any. */
    public enum Thinking {
        /** All output is answer. */
        NONE,
        /** The output may start with thoughts. */
        POSSIBLE,
        /** The prompt ends where thoughts begin. */
        BEGUN
    }

    public Prompt(int[] tokens) {
        this(tokens, Thinking.NONE);
    }

    public Prompt(int[] tokens, Thinking thinking) {
        this(tokens, thinking, Tools.NONE);
    }

    public int length() {
        return tokens.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prompt(int[] others, Thinking otherwise, Tools otherTools)
                && Arrays.equals(tokens, others)
                && thinking == otherwise
                && tools.equals(otherTools);
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
