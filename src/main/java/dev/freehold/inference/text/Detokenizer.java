package dev.freehold.inference.text;

import java.util.Arrays;

/**
 * Turns tokens into text as they come, whole characters only. A token's text depends on those before it (spaces, bytes of
 * one character), so each look decodes a short window and gives out what is new in it.
 */
public final class Detokenizer {
    private static final int PROMPT_TAIL = 6;
    /** Tokens that may be held back for a character to become whole; it takes four bytes at most. */
    private static final int PATIENCE = 32;

    private static final char BROKEN = '\uFFFD';

    private final Tokenizer tokenizer;
    private int[] tokens;
    private int size;
    /** The window starts here; tokens before {@link #next} are context only. */
    private int start;

    private int next;
    /** What the window gave out already. */
    private String given = "";

    public Detokenizer(Tokenizer tokenizer, int[] prompt) {
        this.tokenizer = tokenizer;
        int tail = Math.min(PROMPT_TAIL, prompt.length);
        this.tokens = Arrays.copyOfRange(prompt, prompt.length - tail, prompt.length + 16);
        this.size = tail;
        this.next = tail;
        this.given = tokenizer.decode(tokens, 0, tail);
        if (given.indexOf(BROKEN) >= 0) { // the prompt ends, or the tail starts, inside a character
            start = next;
            given = "";
        }
    }

    /** Adds a token; returns the text that became certain by it, which may be none. */
    public String add(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        tokens[size++] = token;
        String window = tokenizer.decode(tokens, start, size);
        String whole = withoutBrokenEnd(window);
        boolean isClean = whole.length() == window.length();
        String text = "";
        if (whole.startsWith(given)) {
            text = whole.substring(given.length());
            given = whole;
        } else if (isClean) { // bytes that were never a character changed how the window reads
            text = tokenizer.decode(tokens, next, size);
        }
        if ((isClean && !text.isEmpty()) || size - next > PATIENCE) {
            start = next;
            next = size;
            given = tokenizer.decode(tokens, start, next);
        }
        return text;
    }

    private static String withoutBrokenEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == BROKEN) {
            end--;
        }
        return text.substring(0, end);
    }
}
