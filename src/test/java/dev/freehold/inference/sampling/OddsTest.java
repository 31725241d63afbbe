package dev.freehold.inference.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OddsTest {
    private static final Prompt PROMPT = new Prompt(new int[] {0});

    private static float[] known() {
        return new float[] {(float) Math.log(0.2), (float) Math.log(0.5), (float) Math.log(0.3)};
    }

    @Test
    void areTheLogarithmsOfTheModelsProbabilities() {
        Odds odds = Odds.of(known(), 2, 2);
        assertEquals(Math.log(0.3), odds.logprob(), 1e-6);
        assertArrayEquals(new int[] {1, 2}, odds.top());
        assertArrayEquals(new double[] {Math.log(0.5), Math.log(0.3)}, odds.topLogprobs(), 1e-6);
    }

    @Test
    void noneMeansTheTokenOnlyAndManyAllThereAre() {
        assertEquals(0, Odds.of(known(), 0, 0).top().length);
        assertEquals(Math.log(0.2), Odds.of(known(), 0, 0).logprob(), 1e-6);
        assertEquals(3, Odds.of(known(), 0, 20).top().length);
    }

    @Test
    void areThoseBeforePenaltiesBiasAndTemperature() {
        GenerationSettings settings = GenerationSettings.of(5)
                .temperature(0.1)
                .topK(1)
                .logitBias(0, 50)
                .presencePenalty(1)
                .topLogprobs(1)
                .build();
        Sampler sampler = Sampler.of(settings, PROMPT);
        for (int i = 0; i < 3; i++) {
            Pick pick = sampler.pick(known());
            Odds odds = Objects.requireNonNull(pick.odds());
            assertEquals(0, pick.token());
            assertEquals(Math.log(0.2), odds.logprob(), 1e-6);
            assertEquals(1, odds.top()[0]);
        }
    }

    @Test
    void nobodyPaysWhoDidNotAsk() {
        assertNull(
                Sampler.of(GenerationSettings.greedy(1), PROMPT).pick(known()).odds());
    }

    @Test
    void addUpToOneOverALargeVocabulary() {
        Random random = new Random(1);
        float[] logits = new float[151_936];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextGaussian() * 4;
        }
        double exact = Math.log(exactSum(logits));
        assertEquals(logits[7] - exact, Odds.of(logits, 7, 0).logprob(), 2e-6);
    }

    private static double exactSum(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return sum;
    }

    @Test
    void areFiniteForJson() {
        float[] logits = {0, Float.NEGATIVE_INFINITY, Float.NaN};
        Odds odds = Odds.of(logits, 0, 3);
        assertEquals(0, odds.logprob());
        assertEquals(-9999, Arrays.stream(odds.topLogprobs()).min().orElseThrow());
        assertEquals(-9999, odds.topLogprobs()[2]);
    }
}
