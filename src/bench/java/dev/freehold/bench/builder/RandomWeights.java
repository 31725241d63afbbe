package dev.freehold.bench.builder;

import dev.freehold.builder.checkpoint.Weights;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Normally distributed weights, the same for the same seed whatever they are stored as. Scaled so that every layer has its
 * say in the logits, which spread by about five; the tokens that end a text are never the likeliest.
 */
public final class RandomWeights implements Weights {
    private static final double LOGIT_SPREAD = 5;

    private final DecoderShape shape;
    private final int firstEndToken;
    private final long seed;

    public RandomWeights(DecoderShape shape, MadeUpVocabulary vocabulary, long seed) {
        this.shape = shape;
        this.firstEndToken = vocabulary.plainTokens();
        this.seed = seed;
    }

    @Override
    public void require(String tensor, long... shape) {
        // Every tensor can be made up.
    }

    @Override
    public void readRow(String tensor, int row, float[] target) {
        if (tensor.equals(TensorNames.HEAD) && row >= firstEndToken) {
            Arrays.fill(target, 0);
            return;
        }
        double mean = tensor.endsWith("norm.weight") ? 1 : 0;
        double spread = spread(tensor);
        SplittableRandom random = new SplittableRandom(seed * 31 + tensor.hashCode() + ((long) row << 32));
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) (mean + spread * random.nextGaussian());
        }
    }

    private double spread(String tensor) {
        if (tensor.equals(TensorNames.EMBEDDING)) {
            return 1;
        }
        if (tensor.equals(TensorNames.HEAD)) {
            return LOGIT_SPREAD / Math.sqrt(shape.width());
        }
        if (tensor.endsWith("norm.weight")) {
            return 0.05;
        }
        if (tensor.endsWith(".bias")) {
            return 0.1;
        }
        // The mixing of values and the product with the gate make smaller what these two read.
        if (tensor.endsWith("o_proj.weight")) {
            return 2 / Math.sqrt(shape.queryWidth());
        }
        if (tensor.endsWith("down_proj.weight")) {
            return 2 / Math.sqrt(shape.hidden());
        }
        return 1 / Math.sqrt(shape.width());
    }
}
