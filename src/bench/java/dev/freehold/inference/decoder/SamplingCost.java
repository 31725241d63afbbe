package dev.freehold.inference.decoder;

import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.sampling.Sampler;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Prints what it costs to pick one token at a large vocabulary, for each way of sampling. */
final class SamplingCost {
    private static final int VOCABULARY = 151_936;
    private static final int WARM_UP = 400;
    private static final int ROUNDS = 400;
    private static final int PROMPT = 1024;

    private SamplingCost() {}

    public static void main(String[] arguments) {
        float[] peaked = logits(3, 12);
        float[] flat = logits(1, 0);
        modes().forEach((name, settings) ->
                System.out.printf(Locale.ROOT, "%-44s %6.0f us%n", name, median(settings.build(), peaked)));
        System.out.println("flat logits, where the likeliest 256 do not reach top-p:");
        for (double topP : new double[] {0.9, 1}) {
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %6.0f us%n",
                    "temperature 1, top-p " + topP,
                    median(GenerationSettings.of(1).seed(1).topP(topP).build(), flat));
        }
    }

    private static Map<String, GenerationSettings.Builder> modes() {
        Map<String, GenerationSettings.Builder> modes = new LinkedHashMap<>();
        modes.put("greedy", GenerationSettings.of(1).temperature(0));
        modes.put("temperature 1", GenerationSettings.of(1).seed(1));
        modes.put("temperature 0.7, top-p 0.9", of().topP(0.9));
        modes.put("temperature 0.7, top-k 50", of().topK(50));
        modes.put("temperature 0.7, top-k 50, top-p 0.9", of().topK(50).topP(0.9));
        modes.put(
                "temperature 0.7, top-k 20, top-p 0.8, min-p 0.05",
                of().topK(20).topP(0.8).minP(0.05));
        modes.put("temperature 0.7, top-k 1000", of().topK(1000));
        modes.put(
                "greedy, repetition penalty",
                GenerationSettings.of(1).temperature(0).repetitionPenalty(1.1));
        modes.put(
                "greedy, frequency and presence penalty",
                GenerationSettings.of(1).temperature(0).frequencyPenalty(0.5).presencePenalty(0.5));
        modes.put(
                "greedy, 20 alternatives",
                GenerationSettings.of(1).temperature(0).topLogprobs(20));
        modes.put(
                "all of it, 20 alternatives",
                of().topP(0.9)
                        .minP(0.01)
                        .repetitionPenalty(1.1)
                        .presencePenalty(0.5)
                        .logitBias(17, 2)
                        .topLogprobs(20));
        return modes;
    }

    private static GenerationSettings.Builder of() {
        return GenerationSettings.of(1).temperature(0.7).seed(1);
    }

    /** Without the copy that gives the sampler fresh logits. */
    private static double median(GenerationSettings settings, float[] logits) {
        Sampler sampler = Sampler.of(
                settings, new Prompt(new Random(3).ints(PROMPT, 0, VOCABULARY).toArray()));
        float[] row = new float[VOCABULARY];
        long[] times = new long[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            System.arraycopy(logits, 0, row, 0, VOCABULARY);
            long start = System.nanoTime();
            sampler.pick(row);
            times[Math.max(0, round)] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2] / 1e3;
    }

    /** Normally distributed, with fifty favourites above. */
    private static float[] logits(double spread, double lead) {
        Random random = new Random(1);
        float[] logits = new float[VOCABULARY];
        for (int i = 0; i < VOCABULARY; i++) {
            logits[i] = (float) (random.nextGaussian() * spread);
        }
        for (int i = 0; i < 50; i++) {
            logits[random.nextInt(VOCABULARY)] += (float) (lead * (1 + random.nextDouble()));
        }
        return logits;
    }
}
