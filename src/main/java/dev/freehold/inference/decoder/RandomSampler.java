package dev.freehold.inference.decoder;

import dev.freehold.inference.GenerationSettings;
import java.util.function.DoubleSupplier;

/**
 * Temperature, then top-k, then top-p, then one draw. Sorts only what can be drawn: the likeliest few stand in for all as
 * long as they reach {@code topP} together.
 */
final class RandomSampler implements Sampler {
    private static final int FEW = 256;

    private final double temperature;
    private final int topK;
    private final double topP;
    private final DoubleSupplier random;

    RandomSampler(GenerationSettings settings, DoubleSupplier random) {
        this.temperature = settings.temperature();
        this.topK = settings.topK();
        this.topP = settings.topP();
        this.random = random;
    }

    @Override
    public int pick(float[] logits) {
        double draw = random.getAsDouble();
        float top = logits[Sampler.likeliest(logits)];
        boolean limited = topK > 0 && topK < logits.length;
        if (!limited && topP >= 1) {
            return pickAmongAll(logits, top, draw);
        }
        if (limited) {
            int[] candidates = Candidates.likeliest(logits, topK);
            return pickAmong(candidates, logits, top, mass(candidates, logits, top) * topP, draw);
        }
        double wanted = massOfAll(logits, top) * topP;
        int[] few = Candidates.likeliest(logits, Math.min(FEW, logits.length));
        boolean enough = mass(few, logits, top) >= wanted;
        int[] candidates = enough ? few : Candidates.likeliest(logits, logits.length);
        return pickAmong(candidates, logits, top, wanted, draw);
    }

    /** Draws among the first candidates that together have the wanted mass, the one that reaches it among them. */
    private int pickAmong(int[] candidates, float[] logits, float top, double wanted, double draw) {
        int kept = 0;
        double mass = 0;
        do {
            mass += weight(logits[candidates[kept++]], top);
        } while (kept < candidates.length && mass < wanted);
        double rest = draw * mass;
        for (int i = 0; i < kept - 1; i++) {
            rest -= weight(logits[candidates[i]], top);
            if (rest < 0) {
                return candidates[i];
            }
        }
        return candidates[kept - 1];
    }

    private int pickAmongAll(float[] logits, float top, double draw) {
        double rest = draw * massOfAll(logits, top);
        int last = 0;
        for (int i = 0; i < logits.length; i++) {
            double weight = weight(logits[i], top);
            rest -= weight;
            if (weight > 0) {
                last = i;
                if (rest < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    private double massOfAll(float[] logits, float top) {
        double mass = 0;
        for (float logit : logits) {
            mass += weight(logit, top);
        }
        return mass;
    }

    private double mass(int[] candidates, float[] logits, float top) {
        double mass = 0;
        for (int candidate : candidates) {
            mass += weight(logits[candidate], top);
        }
        return mass;
    }

    /** The likelihood relative to the likeliest token; zero for what is not a number. */
    private double weight(float logit, float top) {
        return Float.isNaN(logit) ? 0 : Math.exp((logit - top) / temperature);
    }
}
