package dev.freehold.builder;

import dev.freehold.builder.checkpoint.Weights;
import java.util.List;

/** Biases of scores by the distance of two tokens, as tables: near ones each have a bucket, far ones share (arXiv 1910.10683). */
final class Distances implements Weights {
    private static final int BUCKETS = 32;
    private static final int FARTHEST = 128;

    private final float[][] biases;
    private final int context;

    private Distances(float[][] biases, int context) {
        this.biases = biases;
        this.context = context;
    }

    /** {@code [heads * context, context]}: for each head and token, the biases of all tokens that it looks at. */
    static StackedMatrix table(Weights weights, String tensor, int heads, int context) {
        weights.require(tensor, BUCKETS, heads);
        float[][] biases = new float[BUCKETS][heads];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            weights.readRow(tensor, bucket, biases[bucket]);
        }
        return new StackedMatrix(
                new Distances(biases, context), context, List.of(new StackedMatrix.Part("distances", heads * context)));
    }

    @Override
    public void require(String tensor, long... shape) {
        // The table is made, and has the shape that it is asked for.
    }

    @Override
    public void readRow(String tensor, int row, float[] target) {
        for (int other = 0; other < target.length; other++) {
            target[other] = biases[bucket(row % context - other)][row / context];
        }
    }

    /** Half of the buckets are for tokens that follow. */
    private static int bucket(int back) {
        int half = BUCKETS / 2;
        int exact = half / 2;
        int side = back < 0 ? half : 0;
        int distance = Math.abs(back);
        if (distance < exact) {
            return side + distance;
        }
        double share = Math.log((double) distance / exact) / Math.log((double) FARTHEST / exact);
        return side + Math.min(half - 1, exact + (int) (share * (half - exact)));
    }
}
