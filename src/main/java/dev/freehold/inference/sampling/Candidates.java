package dev.freehold.inference.sampling;

import java.util.Arrays;

/** Finds the likeliest tokens without sorting all of them. */
public final class Candidates {
    private Candidates() {}

    /**
     * The index of the largest logit; ties go to the lower index.
     *
     * @throws ArithmeticException when it is not a finite number
     */
    public static int likeliest(float[] logits) {
        int best = 0;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] > largest) {
                largest = logits[i];
                best = i;
            }
        }
        requireFinite(largest);
        return best;
    }

    /**
     * The indices of the {@code count} largest logits, largest first; ties go to the lower index.
     *
     * @throws ArithmeticException when the first is not a finite number
     */
    static int[] likeliest(float[] logits, int count) {
        long[] heap = new long[count]; // smallest first
        for (int i = 0; i < count; i++) {
            heap[i] = key(logits[i], i);
        }
        Arrays.sort(heap); // sorted is heap-ordered
        float least = logit(heap[0]);
        for (int i = count; i < logits.length; i++) {
            if (logits[i] > least) {
                replaceLeast(heap, key(logits[i], i));
                least = logit(heap[0]);
            }
        }
        Arrays.sort(heap);
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = index(heap[count - 1 - i]);
        }
        requireFinite(logits[indices[0]]);
        return indices;
    }

    /** Orders like the logit when compared as unsigned; what is not a number comes first of all. */
    static int bits(float logit) {
        int bits = Float.floatToRawIntBits(Float.isNaN(logit) ? Float.NEGATIVE_INFINITY : logit + 0f);
        return bits ^ ((bits >> 31) | Integer.MIN_VALUE);
    }

    /** The logit that has these {@link #bits}. */
    static float logit(int bits) {
        return Float.intBitsToFloat(bits ^ ((~bits >> 31) | Integer.MIN_VALUE));
    }

    private static void requireFinite(float logit) {
        if (!Float.isFinite(logit)) {
            throw new ArithmeticException("the model gave no finite logits");
        }
    }

    private static void replaceLeast(long[] heap, long key) {
        int parent = 0;
        while (2 * parent + 1 < heap.length) {
            int child = 2 * parent + 1;
            if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= key) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = key;
    }

    /** Orders like the logit, then by falling index. */
    private static long key(float logit, int index) {
        return ((long) (bits(logit) ^ Integer.MIN_VALUE) << 32) | (Integer.MAX_VALUE - index);
    }

    private static float logit(long key) {
        return logit((int) (key >> 32) ^ Integer.MIN_VALUE);
    }

    private static int index(long key) {
        return Integer.MAX_VALUE - (int) key;
    }
}
