package dev.freehold.inference.decoder;

import java.util.Arrays;

/** Finds the likeliest tokens without sorting all of them. */
final class Candidates {
    private Candidates() {}

    /** The indices of the {@code count} largest logits, largest first; ties go to the lower index. */
    static int[] likeliest(float[] logits, int count) {
        long[] heap = new long[count]; // smallest first
        for (int i = 0; i < count; i++) {
            heap[i] = key(logits[i], i);
        }
        Arrays.sort(heap); // sorted is heap-ordered
        float least = logits[index(heap[0])];
        for (int i = count; i < logits.length; i++) {
            if (logits[i] > least) {
                replaceLeast(heap, key(logits[i], i));
                least = logits[index(heap[0])];
            }
        }
        Arrays.sort(heap);
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = index(heap[count - 1 - i]);
        }
        return indices;
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

    /** Orders like the logit, then by falling index; what is not a number comes first of all. */
    private static long key(float logit, int index) {
        int bits = Float.floatToIntBits(Float.isNaN(logit) ? Float.NEGATIVE_INFINITY : logit + 0f);
        int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) ordered << 32) | (Integer.MAX_VALUE - index);
    }

    private static int index(long key) {
        return Integer.MAX_VALUE - (int) key;
    }
}
