package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** A set of code points: pairs of first and last, in order, apart from one another. Never changed after it was made. */
@SuppressWarnings("ArrayRecordComponent")
record Ranges(int[] bounds) {
    private static final int LAST = Character.MAX_CODE_POINT;
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int LAST_SURROGATE = 0xDFFF;

    /** Every character; halves of characters are none. */
    static final Ranges ALL = of(0, FIRST_SURROGATE - 1, LAST_SURROGATE + 1, LAST);

    static Ranges of(int... bounds) {
        return new Ranges(bounds);
    }

    static Ranges union(List<Ranges> sets) {
        int[][] pairs = sets.stream()
                .flatMap(set -> {
                    List<int[]> own = new ArrayList<>();
                    for (int i = 0; i < set.bounds.length; i += 2) {
                        own.add(new int[] {set.bounds[i], set.bounds[i + 1]});
                    }
                    return own.stream();
                })
                .sorted((one, other) -> Integer.compare(one[0], other[0]))
                .toArray(int[][]::new);
        int[] merged = new int[2 * pairs.length];
        int size = 0;
        for (int[] pair : pairs) {
            if (size > 0 && pair[0] <= merged[size - 1] + 1) {
                merged[size - 1] = Math.max(merged[size - 1], pair[1]);
            } else {
                merged[size++] = pair[0];
                merged[size++] = pair[1];
            }
        }
        return new Ranges(Arrays.copyOf(merged, size));
    }

    Ranges complement() {
        int[] gaps = new int[bounds.length + 4];
        int size = 0;
        int next = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (next < bounds[i]) {
                gaps[size++] = next;
                gaps[size++] = bounds[i] - 1;
            }
            next = bounds[i + 1] + 1;
        }
        if (next <= LAST) {
            gaps[size++] = next;
            gaps[size++] = LAST;
        }
        return new Ranges(Arrays.copyOf(gaps, size)).withoutSurrogates();
    }

    private Ranges withoutSurrogates() {
        List<Ranges> parts = new ArrayList<>();
        for (int i = 0; i < bounds.length; i += 2) {
            int low = bounds[i];
            int high = bounds[i + 1];
            if (low < FIRST_SURROGATE) {
                parts.add(of(low, Math.min(high, FIRST_SURROGATE - 1)));
            }
            if (high > LAST_SURROGATE) {
                parts.add(of(Math.max(low, LAST_SURROGATE + 1), high));
            }
        }
        return union(parts);
    }

    static Ranges where(IntPredicate holds) {
        List<Ranges> parts = new ArrayList<>();
        int start = -1;
        for (int point = 0; point <= LAST + 1; point++) {
            boolean isIn = point <= LAST && holds.test(point);
            if (isIn && start < 0) {
                start = point;
            } else if (!isIn && start >= 0) {
                parts.add(of(start, point - 1));
                start = -1;
            }
        }
        return union(parts).withoutSurrogates();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ranges(int[] others) && Arrays.equals(bounds, others);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return Arrays.toString(bounds);
    }
}
