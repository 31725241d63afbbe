package dev.freehold.inference.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final int DRAWS = 20_000;
    private static final Prompt PROMPT = new Prompt(new int[] {0});
    private static final float NEVER = Float.NEGATIVE_INFINITY;
    /** One half, a quarter, an eighth and an eighth. */
    private static final float[] KNOWN = logs(0.125, 0.5, 0.125, 0.25);

    private static GenerationSettings.Builder seeded() {
        return GenerationSettings.of(9).seed(42);
    }

    @Test
    void drawsByProbability() {
        assertShares(seeded(), KNOWN, 0.125, 0.5, 0.125, 0.25);
    }

    @Test
    void temperatureSharpensAndFlattens() {
        assertShares(seeded().temperature(0.5), KNOWN, 1 / 22.0, 16 / 22.0, 1 / 22.0, 4 / 22.0);
        double flat = 1 / (2 * Math.sqrt(0.125) + Math.sqrt(0.5) + 0.5);
        double eighth = Math.sqrt(0.125) * flat;
        assertShares(seeded().temperature(2), KNOWN, eighth, 2 * eighth, eighth, 0.5 * flat);
    }

    @Test
    void aVanishingTemperatureIsGreedy() {
        for (double temperature : new double[] {0, Double.MIN_VALUE, 1e-9, 1e-5}) {
            assertShares(seeded().temperature(temperature), KNOWN, 0, 1, 0, 0);
        }
    }

    @Test
    void topKKeepsTheLikeliestAndTiesGoToTheLower() {
        assertShares(seeded().topK(1), KNOWN, 0, 1, 0, 0);
        assertShares(seeded().topK(2), KNOWN, 0, 2 / 3.0, 0, 1 / 3.0);
        assertShares(seeded().topK(3), KNOWN, 1 / 7.0, 4 / 7.0, 0, 2 / 7.0);
        assertShares(seeded().topK(1_000_000), KNOWN, 0.125, 0.5, 0.125, 0.25);
    }

    @Test
    void topPKeepsTheFewestThatReachIt() {
        assertShares(seeded().topP(Double.MIN_NORMAL), KNOWN, 0, 1, 0, 0);
        assertShares(seeded().topP(0.4999), KNOWN, 0, 1, 0, 0);
        assertShares(seeded().topP(0.6), KNOWN, 0, 2 / 3.0, 0, 1 / 3.0);
        assertShares(seeded().topP(0.8), KNOWN, 1 / 7.0, 4 / 7.0, 0, 2 / 7.0);
    }

    @Test
    void topPCountsWithinTopK() {
        assertShares(seeded().topK(2).topP(0.7), KNOWN, 0, 2 / 3.0, 0, 1 / 3.0);
        assertShares(seeded().topK(2).topP(0.6), KNOWN, 0, 1, 0, 0);
    }

    @Test
    void minPLeavesOutWhatIsTooUnlikelyBesideTheLikeliest() {
        assertShares(seeded().minP(1), KNOWN, 0, 1, 0, 0);
        assertShares(seeded().minP(0.49), KNOWN, 0, 2 / 3.0, 0, 1 / 3.0);
        assertShares(seeded().minP(0.24), KNOWN, 0.125, 0.5, 0.125, 0.25);
        assertShares(seeded().minP(0.3).topP(0.4), KNOWN, 0, 1, 0, 0);
    }

    @Test
    void temperatureComesBeforeMinP() {
        assertShares(seeded().temperature(0.5).minP(0.49), KNOWN, 0, 1, 0, 0);
    }

    @Test
    void biasComesBeforeTheDraw() {
        assertShares(seeded().logitBias(1, -100), KNOWN, 0.25, 0, 0.25, 0.5);
        assertShares(seeded().logitBias(2, 100), KNOWN, 0, 0, 1, 0);
        assertShares(seeded().logitBias(0, Math.log(2)), KNOWN, 2 / 9.0, 4 / 9.0, 1 / 9.0, 2 / 9.0);
        assertShares(seeded().temperature(0).logitBias(3, 1), KNOWN, 0, 0, 0, 1);
    }

    @Test
    void whatHasNoProbabilityIsNeverDrawn() {
        float[] logits = {NEVER, 0, NEVER, 0, NEVER};
        assertShares(seeded(), logits, 0, 0.5, 0, 0.5, 0);
        assertShares(seeded().topK(4), logits, 0, 0.5, 0, 0.5, 0);
        assertShares(seeded().topP(0.999), logits, 0, 0.5, 0, 0.5, 0);
    }

    @Test
    void theSameSeedPicksTheSame() {
        assertArrayEquals(picks(7), picks(7));
        assertNotEquals(Arrays.toString(picks(7)), Arrays.toString(picks(8)));
    }

    @Test
    void anotherSequenceBesideItChangesNothing() {
        Sampler other = Sampler.of(seeded().build(), PROMPT);
        Sampler sampler = Sampler.of(seeded().seed(7).build(), PROMPT);
        int[] beside = IntStream.range(0, 100)
                .map(i -> {
                    other.pick(KNOWN.clone());
                    return sampler.pick(KNOWN.clone()).token();
                })
                .toArray();
        assertArrayEquals(picks(7), beside);
    }

    @Test
    void whatIsNoNumberIsNeverPicked() {
        float[] logits = {Float.NaN, 2, Float.NaN, 1};
        assertShares(seeded().temperature(0), logits, 0, 1, 0, 0);
        double share = 1 / (1 + Math.exp(-1));
        assertShares(seeded(), logits, 0, share, 0, 1 - share);
        assertShares(seeded().topP(0.999999), logits, 0, share, 0, 1 - share);
    }

    @Test
    void refusesLogitsThatAreNoNumbersOrWithoutBound() {
        for (float[] broken :
                new float[][] {{Float.NaN, Float.NaN}, {NEVER, NEVER}, {0, Float.POSITIVE_INFINITY}, {Float.NaN, NEVER}
                }) {
            for (double temperature : new double[] {0, 1}) {
                Sampler sampler = Sampler.of(seeded().temperature(temperature).build(), PROMPT);
                assertThrows(ArithmeticException.class, () -> sampler.pick(broken.clone()));
            }
        }
    }

    /** The same rules beyond the few candidates that are looked at first. */
    @Test
    void drawsAmongThousandsAsAmongFew() {
        int size = 3000;
        float[] logits = new float[size];
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < size; i++) {
            logits[i] = random.nextInt(8) / 10f;
        }
        for (var settings : new GenerationSettings.Builder[] {
            seeded(),
            seeded().topP(0.7),
            seeded().topK(1000),
            seeded().topK(1000).topP(0.7),
            seeded().minP(0.65),
            seeded().topP(0.9).minP(0.55),
            seeded().topK(2000).minP(0.75).temperature(1.5)
        }) {
            assertDistribution(settings.build(), logits);
        }
    }

    /** Compares ten groups of tokens with the exact distribution, by their chi-square. */
    private static void assertDistribution(GenerationSettings settings, float[] logits) {
        double[] exact = ExactDistribution.of(settings.sampling(), logits);
        Sampler sampler = Sampler.of(settings, PROMPT);
        int[] counts = new int[10];
        double[] expected = new double[10];
        for (int i = 0; i < logits.length; i++) {
            expected[i % 10] += exact[i] * 6_000;
        }
        for (int i = 0; i < 6_000; i++) {
            int token = sampler.pick(logits.clone()).token();
            assertTrue(exact[token] > 0, () -> token + " was left out by " + settings.sampling());
            counts[token % 10]++;
        }
        double chiSquare = 0;
        for (int i = 0; i < 10; i++) {
            chiSquare += Math.pow(counts[i] - expected[i], 2) / expected[i];
        }
        assertTrue(chiSquare < 27.9, settings.sampling() + " has a chi-square of " + chiSquare); // 0.1 % at 9 degrees
    }

    private static int[] picks(long seed) {
        Sampler sampler = Sampler.of(seeded().topP(0.95).seed(seed).build(), PROMPT);
        return IntStream.range(0, 100)
                .map(i -> sampler.pick(KNOWN.clone()).token())
                .toArray();
    }

    private static float[] logs(double... shares) {
        float[] logits = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            logits[i] = (float) Math.log(shares[i]);
        }
        return logits;
    }

    private static void assertShares(GenerationSettings.Builder settings, float[] logits, double... shares) {
        Sampler sampler = Sampler.of(settings.build(), PROMPT);
        int[] counts = new int[logits.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[sampler.pick(logits.clone()).token()]++;
        }
        for (int i = 0; i < shares.length; i++) {
            boolean isCertain = shares[i] == 0 || shares[i] == 1;
            assertEquals(shares[i], counts[i] / (double) DRAWS, isCertain ? 0 : 0.0175, "token " + i); // 5 sigma
        }
    }
}
