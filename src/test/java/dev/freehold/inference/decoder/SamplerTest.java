package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.inference.GenerationSettings;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final int DRAWS = 40_000;
    /** One half, a quarter, an eighth and an eighth. */
    private static final float[] KNOWN = {
        (float) Math.log(0.125), (float) Math.log(0.5), (float) Math.log(0.125), (float) Math.log(0.25)
    };

    @Test
    void drawsByProbability() {
        assertShares(settings(1, 0, 1), KNOWN, 0.125, 0.5, 0.125, 0.25);
    }

    @Test
    void temperatureSharpensAndFlattens() {
        assertShares(settings(0.5, 0, 1), KNOWN, 1 / 22.0, 16 / 22.0, 1 / 22.0, 4 / 22.0);
    }

    @Test
    void topKKeepsTheLikeliestAndTiesGoToTheLower() {
        assertShares(settings(1, 2, 1), KNOWN, 0, 2 / 3.0, 0, 1 / 3.0);
        assertShares(settings(1, 3, 1), KNOWN, 1 / 7.0, 4 / 7.0, 0, 2 / 7.0);
    }

    @Test
    void topPKeepsTheFewestThatReachIt() {
        assertShares(settings(1, 0, 0.5), KNOWN, 0, 1, 0, 0);
        assertShares(settings(1, 0, 0.6), KNOWN, 0, 2 / 3.0, 0, 1 / 3.0);
        assertShares(settings(1, 0, 0.8), KNOWN, 1 / 7.0, 4 / 7.0, 0, 2 / 7.0);
    }

    @Test
    void topPCountsWithinTopK() {
        assertShares(settings(1, 2, 0.7), KNOWN, 0, 2 / 3.0, 0, 1 / 3.0);
        assertShares(settings(1, 2, 0.6), KNOWN, 0, 1, 0, 0);
    }

    @Test
    void topPReachesBeyondTheFirstFewWhenTheyAreFlat() {
        float[] flat = new float[1000];
        Sampler sampler = Sampler.of(settings(1, 0, 0.9));
        boolean[] seen = new boolean[1000];
        for (int i = 0; i < DRAWS; i++) {
            seen[sampler.pick(flat)] = true;
        }
        assertEquals(900, IntStream.range(0, 1000).filter(i -> seen[i]).count());
        assertEquals(900, IntStream.range(0, 900).filter(i -> seen[i]).count(), "the lower ones");
    }

    @Test
    void theSameSeedPicksTheSame() {
        assertArrayEquals(picks(7), picks(7));
    }

    @Test
    void candidatesAreTheFirstOfASort() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            float[] logits = new float[1 + random.nextInt(400)];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = random.nextInt(21) - 10 + (random.nextBoolean() ? 0.5f : -0f);
            }
            int count = 1 + random.nextInt(logits.length);
            int[] sorted = IntStream.range(0, logits.length)
                    .boxed()
                    .sorted((a, b) -> logits[a] == logits[b] ? a - b : Float.compare(logits[b], logits[a]))
                    .limit(count)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertArrayEquals(sorted, Candidates.likeliest(logits, count));
        }
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThrows(ArithmeticException.class, () -> Sampler.likeliest(new float[] {Float.NaN, Float.NaN}));
        assertEquals(1, Sampler.likeliest(new float[] {Float.NaN, 2, 1}));
    }

    private static int[] picks(long seed) {
        Sampler sampler = Sampler.of(new GenerationSettings(9, 1, 0, 0.95, OptionalLong.of(seed), List.of()));
        return IntStream.range(0, 100).map(i -> sampler.pick(KNOWN)).toArray();
    }

    private static GenerationSettings settings(double temperature, int topK, double topP) {
        return new GenerationSettings(9, temperature, topK, topP, OptionalLong.of(42), List.of());
    }

    private static void assertShares(GenerationSettings settings, float[] logits, double... shares) {
        Sampler sampler = Sampler.of(settings);
        int[] counts = new int[logits.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[sampler.pick(logits)]++;
        }
        for (int i = 0; i < shares.length; i++) {
            assertEquals(shares[i], counts[i] / (double) DRAWS, shares[i] == 0 ? 0 : 0.012, "token " + i);
        }
    }
}
