package dev.freehold.inference.decoder;

import java.util.Arrays;

/**
 * Drafts by looking back: where the last few tokens stood before, what followed then may follow again. This is prompt lookup
 * decoding, see <a href="https://github.com/apoorvumang/prompt-lookup-decoding">its description</a>.
 */
final class PromptLookup {
    private static final int NGRAM = 3;
    private static final int[] NONE = {};

    /** For the hash of an n-gram, where its latest occurrence ends, plus one; zero where there is none. */
    private int[] ends = NONE;

    private int indexed;

    /** The tokens that followed the latest earlier occurrence of the last n-gram, at most {@code most}. */
    int[] draft(int[] tokens, int size, int most) {
        if (size <= NGRAM || most < 1) {
            return NONE;
        }
        index(tokens, size - 1); // the last n-gram itself is what is looked for
        int end = ends[slot(tokens, size)];
        return end > 0 && areEqual(tokens, end, size)
                ? Arrays.copyOfRange(tokens, end, Math.min(size, end + most))
                : NONE;
    }

    private void index(int[] tokens, int upTo) {
        if (2 * upTo >= ends.length) {
            ends = new int[Integer.highestOneBit(Math.max(512, 4 * upTo))];
            indexed = 0;
        }
        for (int end = Math.max(NGRAM, indexed + 1); end <= upTo; end++) {
            ends[slot(tokens, end)] = end;
        }
        indexed = upTo;
    }

    private int slot(int[] tokens, int end) {
        int hash = 0;
        for (int i = end - NGRAM; i < end; i++) {
            hash = (hash ^ tokens[i]) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        return hash & (ends.length - 1);
    }

    private static boolean areEqual(int[] tokens, int end, int other) {
        return Arrays.equals(tokens, end - NGRAM, end, tokens, other - NGRAM, other);
    }
}
