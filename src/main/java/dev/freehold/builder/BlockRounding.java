package dev.freehold.builder;

import java.util.Arrays;

/**
 * Rounds one block. The scale that meets the largest weight exactly is seldom the best: it is tried together with some
 * around it, and for each the numbers that come out get the scale that fits them best by least squares. The one of the
 * smallest squared error wins, which is never worse than meeting the largest.
 */
final class BlockRounding {
    /** Each moves the largest weight by a tenth of a step. */
    private static final int TRIALS_EITHER_WAY = 9;

    private static final float STEP = 0.1f;

    private final int zero;
    private final int trials;
    private final int[] numbers;

    BlockRounding(int bits, int block) {
        this.zero = 1 << (bits - 1);
        this.trials = bits == 4 ? TRIALS_EITHER_WAY : 0;
        this.numbers = new int[block];
    }

    /** Gives the scale; {@link #numbers} has what is stored, and zeros of the range beyond the last weight. */
    float round(float[] row, int from, int to) {
        float largest = largest(row, from, to);
        Arrays.fill(numbers, zero);
        if (largest == 0) {
            return 0;
        }
        float best = 0;
        float bestInverse = -zero / largest;
        for (int trial = -trials; trial <= trials; trial++) {
            float inverse = -(zero + STEP * trial) / largest;
            float gain = gain(row, from, to, inverse);
            if (gain > best) {
                best = gain;
                bestInverse = inverse;
            }
        }
        return store(row, from, to, bestInverse);
    }

    int[] numbers() {
        return numbers;
    }

    /** By how much the squared error is smaller than that of zeros, when the numbers get their best scale. */
    private float gain(float[] row, int from, int to, float inverse) {
        float mixed = 0;
        float squares = 0;
        float middle = zero + 0.5f;
        int most = 2 * zero - 1;
        for (int i = from; i < to; i++) {
            float number = Math.clamp((int) (row[i] * inverse + middle), 0, most) - zero;
            mixed += number * row[i];
            squares += number * number;
        }
        return squares == 0 ? 0 : mixed * mixed / squares;
    }

    private float store(float[] row, int from, int to, float inverse) {
        double mixed = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            int stored = Math.clamp((int) (row[i] * inverse + (zero + 0.5f)), 0, 2 * zero - 1);
            numbers[i - from] = stored;
            double number = stored - zero;
            mixed += number * row[i];
            squares += number * number;
        }
        return squares == 0 ? 0 : (float) (mixed / squares);
    }

    /** The weight of the largest magnitude, with its sign: there is one more number below the middle than above. */
    private static float largest(float[] row, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            if (Math.abs(row[i]) > Math.abs(largest)) {
                largest = row[i];
            }
        }
        return largest;
    }
}
