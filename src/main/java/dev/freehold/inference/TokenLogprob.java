package dev.freehold.inference;

import java.util.List;

/**
 * How likely the model found a token that was given out, and what else it thought of in its place. Taken from the model's
 * own logits, before penalties, bias and temperature changed them.
 *
 * @param offset characters of generated text before it
 * @param top the likeliest tokens there, likeliest first, as many as were asked for; the chosen one may be among them
 */
public record TokenLogprob(int offset, Candidate chosen, List<Candidate> top) {
    public TokenLogprob {
        top = List.copyOf(top);
    }

    /**
     * A token and its log-probability.
     *
     * @param bytes what the token stands for; half a character is possible
     * @param logprob the natural logarithm of the probability, 0 or less, finite
     */
    @SuppressWarnings("ArrayRecordComponent") // a wire value, compared by nobody
    public record Candidate(String text, byte[] bytes, double logprob) {

        /** Says the probability only: the text is private. */
        @Override
        public String toString() {
            return "Candidate[" + bytes.length + " bytes, logprob " + logprob + "]";
        }
    }
}
