package dev.freehold.inference.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PenaltiesTest {
    private static float[] after(GenerationSettings.Builder settings, int[] prompt, int... generated) {
        LogitFilter penalties =
                Penalties.of(settings.build().sampling(), new Prompt(prompt)).orElseThrow();
        for (int token : generated) {
            penalties.accept(token);
        }
        float[] logits = {4, -4, 2, -2, 0};
        penalties.apply(logits);
        return logits;
    }

    @Test
    void theRepetitionPenaltyCountsPromptAndOutputOnce() {
        var settings = GenerationSettings.of(1).repetitionPenalty(2);
        assertArrayEquals(new float[] {2, -8, 1, -2, 0}, after(settings, new int[] {0, 1, 0, 4}, 2, 2, 0));
    }

    @Test
    void aRepetitionPenaltyBelowOneInvites() {
        assertArrayEquals(
                new float[] {8, -2, 2, -2, 0},
                after(GenerationSettings.of(1).repetitionPenalty(0.5), new int[] {0, 1}));
    }

    @Test
    void frequencyCountsEachTimeAndPresenceOnceAndOnlyWhatWasGenerated() {
        assertArrayEquals(
                new float[] {4, -4.5f, 2, -2, -1},
                after(GenerationSettings.of(1).frequencyPenalty(0.5), new int[] {0, 0}, 1, 4, 4));
        assertArrayEquals(
                new float[] {4, -4.5f, 2, -2, -0.5f},
                after(GenerationSettings.of(1).presencePenalty(0.5), new int[] {0, 0}, 1, 4, 4));
    }

    @Test
    void negativePenaltiesInvite() {
        var settings = GenerationSettings.of(1).frequencyPenalty(-2).presencePenalty(-1);
        assertArrayEquals(new float[] {9, -4, 2, -2, 0}, after(settings, new int[] {1}, 0, 0));
    }

    @Test
    void theRepetitionPenaltyComesFirst() {
        var settings = GenerationSettings.of(1)
                .repetitionPenalty(2)
                .frequencyPenalty(0.25)
                .presencePenalty(1);
        assertArrayEquals(new float[] {0.5f, -4, 2, -4, 0}, after(settings, new int[] {3}, 0, 0));
    }

    @Test
    void nothingToDoIsNoFilter() {
        assertTrue(Penalties.of(GenerationSettings.greedy(1).sampling(), new Prompt(new int[] {1}))
                .isEmpty());
    }

    @Test
    void theSamplerLearnsFromItsOwnPicks() {
        Sampler sampler = Sampler.of(
                GenerationSettings.of(9).temperature(0).presencePenalty(1.5).build(), new Prompt(new int[] {1}));
        int[] picks = new int[5];
        for (int i = 0; i < picks.length; i++) {
            picks[i] = sampler.pick(new float[] {0, 3, 2, 1}).token();
        }
        assertArrayEquals(new int[] {1, 2, 1, 1, 1}, picks);
    }

    @Test
    void countsWhateverComes() {
        SplittableRandom random = new SplittableRandom(1);
        Map<Integer, Integer> expected = new HashMap<>();
        TokenCounts counts = new TokenCounts();
        for (int i = 0; i < 20_000; i++) {
            int token = random.nextInt(3) == 0 ? 0x10000 * random.nextInt(100) : random.nextInt(5000);
            int times = random.nextInt(2);
            counts.add(token, times);
            expected.merge(token, times, Integer::sum);
        }
        assertEquals(expected.size(), counts.size());
        for (int i = 0; i < counts.size(); i++) {
            assertEquals(expected.get(counts.token(i)), counts.count(i));
        }
    }
}
