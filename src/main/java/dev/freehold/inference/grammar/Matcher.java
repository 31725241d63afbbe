package dev.freehold.inference.grammar;

/** Holds one text to a grammar, token by token. For one thread at a time. */
public final class Matcher {
    private final Vocabulary vocabulary;
    private final Masks masks;
    private Node node;
    private boolean hasEnded;

    Matcher(Vocabulary vocabulary, Masks masks) {
        this.vocabulary = vocabulary;
        this.masks = masks;
        this.node = masks.start();
    }

    /**
     * Goes on behind a token.
     *
     * @throws IllegalArgumentException when the token was not allowed here
     */
    public void accept(int token) {
        if (vocabulary.isEnd(token) && node.isComplete()) {
            hasEnded = true;
            return;
        }
        Node next = hasEnded || vocabulary.bytes(token).length == 0 ? null : masks.after(node, token);
        if (next == null || next.isDead()) {
            throw new IllegalArgumentException("the grammar does not allow token " + token + " here");
        }
        node = next;
    }

    /** Whether the text so far is a whole one; only then may it end. */
    public boolean isComplete() {
        return node.isComplete();
    }

    /** Whether the text is a whole one and nothing may follow but its end. */
    public boolean mustEnd() {
        return hasEnded || (node.isComplete() && node.places().isEmpty());
    }

    /**
     * The tokens that may come next, a bit each, the tokens that end a text among them exactly when it is complete. Not to be
     * changed, and good until the next token is accepted.
     */
    public long[] allowed() {
        return masks.at(node);
    }

    /**
     * Makes every other token impossible.
     *
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} when the vocabulary has no token to go on with, or too much would
     *     have to be looked at
     */
    public void apply(float[] logits) {
        long[] allowed = allowed();
        boolean isAny = false;
        for (int word = 0; word < allowed.length; word++) {
            long bits = allowed[word];
            isAny |= bits != 0;
            int first = word << 6;
            int end = Math.min(first + 64, logits.length);
            if (bits == 0) {
                fill(logits, first, end);
            } else if (bits != -1) {
                for (long barred = ~bits; barred != 0; barred &= barred - 1) {
                    int token = first + Long.numberOfTrailingZeros(barred);
                    if (token < end) {
                        logits[token] = Float.NEGATIVE_INFINITY;
                    }
                }
            }
        }
        fill(logits, allowed.length << 6, logits.length);
        if (!isAny) {
            throw new Refusal("cannot be written with the tokens of this model").fault();
        }
    }

    private static void fill(float[] logits, int from, int to) {
        for (int i = from; i < to; i++) {
            logits[i] = Float.NEGATIVE_INFINITY;
        }
    }
}
