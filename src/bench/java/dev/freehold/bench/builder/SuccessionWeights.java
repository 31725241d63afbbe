package dev.freehold.bench.builder;

import dev.freehold.builder.checkpoint.Weights;

/**
 * Weights of a model that counts: after token n comes token n + 1, and after the last plain token the first. Every matrix is
 * there and is multiplied as in any model of the shape; what the layers add is scaled down to nothing, and the head finds
 * each token next to the one before it. What such a model writes is known beforehand, so a prompt can hold it or not.
 */
public final class SuccessionWeights implements Weights {
    private static final float FAINT = 1e-3f;
    private static final float LOGIT_OF_NEXT = 20;

    private final Weights random;
    private final int plainTokens;

    public SuccessionWeights(DecoderShape shape, MadeUpVocabulary vocabulary, long seed) {
        this.random = new RandomWeights(shape, vocabulary, seed);
        this.plainTokens = vocabulary.plainTokens();
    }

    @Override
    public void require(String tensor, long... shape) {
        // Every tensor can be made up.
    }

    @Override
    public void readRow(String tensor, int row, float[] target) {
        if (tensor.equals(TensorNames.HEAD) && row < plainTokens) {
            random.readRow(TensorNames.EMBEDDING, Math.floorMod(row - 1, plainTokens), target);
            scale(target, LOGIT_OF_NEXT / target.length);
            return;
        }
        random.readRow(tensor, row, target);
        if (tensor.endsWith("o_proj.weight") || tensor.endsWith("down_proj.weight")) {
            scale(target, FAINT);
        }
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }
}
