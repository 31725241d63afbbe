package dev.freehold.inference.decoder;

import java.util.Arrays;

/**
 * Drafts by looking back: where the last few tokens stood before, what followed then may follow again. This is prompt lookup
 * decoding, see <a href="https://github.com/apoorvumang/prompt-lookup-decoding">its description</a>.
 */
final class PromptLookup {
    private static final int NGRAM = 3;
    /** Places of other n-grams of the same hash to pass by. */
    private static final int PATIENCE = 8;

    private static final int[] NONE = {};

    /** For the hash of an n-gram, where the latest one of this hash ends; zero where there is none. */
    private int[] latest = NONE;
    /** For the end of an n-gram, where the one of the same hash before it ends. */
    private int[] before = NONE;

    private int indexed;

    /**
     * The {@code most} tokens that followed the latest earlier occurrence of the last n-gram; a text that has caught up with
     * itself repeats. Empty when there is no earlier occurrence.
     */
    int[] draft(int[] tokens, int size, int most) {
        if (size <= NGRAM || most < 1) {
            return NONE;
        }
        index(tokens, size - 1); // the last n-gram itself is what is looked for
        int end = latest[slot(tokens, size)];
        for (int i = 0; i < PATIENCE && end > 0; i++, end = before[end]) {
            if (Arrays.equals(tokens, end - NGRAM, end, tokens, size - NGRAM, size)) {
                return from(tokens, end, size, most);
            }
        }
        return NONE;
    }

    private static int[] from(int[] tokens, int end, int size, int most) {
        int[] draft = new int[most];
        for (int i = 0; i < most; i++) {
            draft[i] = end + i < size ? tokens[end + i] : draft[end + i - size];
        }
        return draft;
    }

    private void index(int[] tokens, int upTo) {
        if (upTo >= before.length) {
            int room = Integer.highestOneBit(Math.max(256, 2 * upTo));
            latest = new int[2 * room];
            before = new int[room];
            indexed = 0;
        }
        for (int end = Math.max(NGRAM, indexed + 1); end <= upTo; end++) {
            int slot = slot(tokens, end);
            before[end] = latest[slot];
            latest[slot] = end;
        }
        indexed = upTo;
    }

    private int slot(int[] tokens, int end) {
        int hash = 0;
        for (int i = end - NGRAM; i < end; i++) {
            hash = (hash ^ tokens[i]) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        return hash & (latest.length - 1);
    }
}
