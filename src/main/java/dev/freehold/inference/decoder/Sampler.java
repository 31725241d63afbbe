package dev.freehold.inference.decoder;

import dev.freehold.inference.GenerationSettings;
import java.util.SplittableRandom;

/** Picks the next token. Holds the random numbers of one sequence, so nothing else in a batch can change its picks. */
interface Sampler {

    /**
     * Picks one of {@code logits}' indices; ties go to the lower one.
     *
     * @throws ArithmeticException when no logit is a finite number
     */
    int pick(float[] logits);

    static Sampler of(GenerationSettings settings) {
        if (settings.temperature() == 0) {
            return Sampler::likeliest;
        }
        SplittableRandom random = settings.seed().isPresent()
                ? new SplittableRandom(settings.seed().getAsLong())
                : new SplittableRandom();
        return new RandomSampler(settings, random::nextDouble);
    }

    static int likeliest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best] || Float.isNaN(logits[best])) {
                best = i;
            }
        }
        if (!Float.isFinite(logits[best])) {
            throw new ArithmeticException("the model gave no finite logits");
        }
        return best;
    }
}
