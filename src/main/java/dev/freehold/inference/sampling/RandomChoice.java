package dev.freehold.inference.sampling;

import dev.freehold.inference.Sampling;
import java.util.function.DoubleSupplier;

/**
 * Temperature, top-k, top-p, min-p and one draw. All of them keep the likeliest tokens down to some point, so the likeliest
 * few decide nearly always; where they do not reach that point, {@link Cut} finds it among all without sorting.
 */
final class RandomChoice implements Sampler.Choice {
    private static final int FEW = 256;

    private final int topK;
    private final double topP;
    private final double minP;
    private final DoubleSupplier random;
    private final Weights weights;
    private final double[] likeliest = new double[FEW];

    RandomChoice(Sampling sampling, DoubleSupplier random) {
        this.topK = sampling.topK() == 0 ? Integer.MAX_VALUE : sampling.topK();
        this.topP = sampling.topP();
        this.minP = sampling.minP();
        this.random = random;
        this.weights = new Weights(sampling.temperature());
    }

    @Override
    public int pick(float[] logits) {
        double draw = random.getAsDouble();
        int[] few = Candidates.likeliest(logits, Math.min(Math.min(FEW, topK), logits.length));
        weights.relativeTo(logits[few[0]]);
        double known = weigh(few, logits);
        boolean isAll = few.length == Math.min(topK, logits.length);
        double wanted = topP < 1 ? topP * (isAll ? known : massOfTopK(logits)) : Double.POSITIVE_INFINITY;
        int kept = kept(few.length, wanted);
        double mass = mass(kept);
        if (isAll || kept < few.length || mass >= wanted) {
            return draw(few, kept, draw * mass);
        }
        Cut cut = cut(logits, wanted);
        double rest = draw * Math.max(cut.mass(), mass);
        return rest < mass ? draw(few, kept, rest) : cut.walk(logits, few[kept - 1], rest - mass, weights);
    }

    private double weigh(int[] few, float[] logits) {
        for (int i = 0; i < few.length; i++) {
            likeliest[i] = weights.of(logits[few[i]]);
        }
        return mass(few.length);
    }

    private double mass(int count) {
        double mass = 0;
        for (int i = 0; i < count; i++) {
            mass += likeliest[i];
        }
        return mass;
    }

    /** How many of the likeliest few there are until they have the wanted mass, or one of them is too unlikely. */
    private int kept(int count, double wanted) {
        int kept = 1;
        double mass = likeliest[0];
        while (kept < count && mass < wanted && likeliest[kept] > 0 && likeliest[kept] >= minP) {
            mass += likeliest[kept++];
        }
        return kept;
    }

    private int draw(int[] few, int kept, double rest) {
        double left = rest;
        for (int i = 0; i < kept - 1; i++) {
            left -= likeliest[i];
            if (left < 0) {
                return few[i];
            }
        }
        return few[kept - 1];
    }

    private double massOfTopK(float[] logits) {
        return topK < logits.length ? Cut.afterCount(logits, topK, weights).mass() : weights.sum(logits);
    }

    private Cut cut(float[] logits, double wanted) {
        Cut cut = cutByTopKAndTopP(logits, wanted);
        float floor = weights.logitOf(minP);
        return cut.least() < floor ? Cut.at(floor, logits, weights) : cut;
    }

    private Cut cutByTopKAndTopP(float[] logits, double wanted) {
        if (topP < 1) {
            return Cut.afterMass(logits, wanted, weights);
        }
        return topK < logits.length
                ? Cut.afterCount(logits, topK, weights)
                : new Cut(Float.NEGATIVE_INFINITY, 0, weights.sum(logits));
    }
}
