package dev.freehold.inference;

import java.util.List;

/**
 * A text, or two, as a model reads it.
 *
 * @param types which text each token belongs to, as the model was taught to count them
 * @param spans where each token stands in its text; empty where nobody asked, as for two texts
 */
@SuppressWarnings("ArrayRecordComponent") // a hot path value, never changed after it was made
public record EncodedText(int[] tokens, int[] types, List<Span> spans) {

    public EncodedText {
        spans = List.copyOf(spans);
    }

    /**
     * A part of a text, in Unicode code points; empty for a token that the tokenizer put there by itself.
     *
     * @param end behind the last code point
     */
    public record Span(int start, int end) {
        public static final Span NOWHERE = new Span(0, 0);

        public boolean isEmpty() {
            return start >= end;
        }
    }

    public int length() {
        return tokens.length;
    }

    /** Says the length only: the tokens are somebody's text. */
    @Override
    public String toString() {
        return "EncodedText[" + tokens.length + " tokens]";
    }
}
