package dev.freehold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The answer to each of these prompts counts on from its last token. */
class WalkTest {
    private final Speculation.Walk walk = new Speculation.Walk(10_000);

    @Test
    void repeatedPromptsHoldTheWholeAnswerInAnotherOrder() {
        int[] prompt = walk.repeated();
        int start = prompt[prompt.length - 1] + 1;
        Set<Integer> held = tokens(prompt);
        int inOrder = 0;
        for (int i = 0; i < Speculation.OUTPUT; i++) {
            assertTrue(held.contains(start + i), "token " + i);
            inOrder += prompt[i] == start + i ? 1 : 0;
        }
        assertTrue(inOrder < Speculation.OUTPUT, "not shuffled");
    }

    @Test
    void unrelatedPromptsHoldNothingOfTheAnswer() {
        int[] prompt = walk.unrelated();
        Set<Integer> held = tokens(prompt);
        int start = prompt[prompt.length - 1] + 1;
        for (int i = 0; i < Speculation.OUTPUT; i++) {
            assertFalse(held.contains(start + i), "token " + i);
        }
    }

    @Test
    void misleadingPromptsHoldPairsOfTheAnswerWithAnotherTokenBehindThem() {
        int[] prompt = walk.misleading();
        int start = prompt[prompt.length - 1] + 1;
        assertEquals(start, prompt[0]);
        assertEquals(start + 1, prompt[1]);
        assertFalse(prompt[2] == start + 2);
        assertEquals(start + 2, prompt[3]);
    }

    private static Set<Integer> tokens(int[] prompt) {
        return Arrays.stream(prompt).boxed().collect(Collectors.toSet());
    }
}
