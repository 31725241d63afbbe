package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class PromptLookupTest {
    private static final int[] NONE = {};
    private final PromptLookup lookup = new PromptLookup();

    @Test
    void whatFollowedTheLatestOccurrenceIsTheDraft() {
        int[] tokens = {1, 2, 3, 4, 9, 1, 2, 3, 5, 6, 7, 1, 2, 3};
        assertArrayEquals(new int[] {5, 6, 7}, lookup.draft(tokens, tokens.length, 3));
    }

    @Test
    void withoutAnEarlierOccurrenceThereIsNone() {
        int[] tokens = {1, 2, 3, 4, 5, 6, 2, 3};
        assertArrayEquals(NONE, lookup.draft(tokens, tokens.length, 5));
        assertArrayEquals(NONE, lookup.draft(new int[] {7, 7, 7}, 3, 5));
        assertArrayEquals(NONE, lookup.draft(new int[] {7}, 1, 5));
    }

    @Test
    void itKeepsUpWithATextThatGrows() {
        int[] tokens = new int[5000];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = i % 1000;
        }
        assertArrayEquals(NONE, lookup.draft(tokens, 1000, 2));
        for (int size = 1003; size < tokens.length; size++) {
            assertArrayEquals(new int[] {size % 1000, (size + 1) % 1000}, lookup.draft(tokens, size, 2), "at " + size);
        }
    }

    @Test
    void aTextThatHasCaughtUpWithItselfGoesOnRepeating() {
        assertArrayEquals(new int[] {5, 5, 5}, lookup.draft(new int[] {5, 5, 5, 5}, 4, 3));
        int[] tokens = {1, 2, 3, 4, 1, 2, 3};
        assertArrayEquals(new int[] {4, 1, 2, 3, 4, 1}, new PromptLookup().draft(tokens, tokens.length, 6));
    }
}
