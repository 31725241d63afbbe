package dev.freehold.inference.decoder;

/** What runs of some sizes took lately, in nanoseconds; sizes that were never seen are guessed from their neighbours. */
final class RunCosts {
    private static final double WEIGHT_OF_NEWEST = 0.1;

    private final double[] nanos;

    RunCosts(int largest) {
        this.nanos = new double[largest + 1];
    }

    void observe(int size, double took) {
        nanos[size] = nanos[size] == 0 ? took : nanos[size] + WEIGHT_OF_NEWEST * (took - nanos[size]);
    }

    /** Zero when no run was ever seen. */
    double of(int size) {
        int below = below(size);
        int above = above(size);
        if (below == size || above == nanos.length) {
            return below == 0 ? 0 : nanos[below] * Math.max(1, (double) size / below);
        }
        if (below == 0) {
            return nanos[above];
        }
        double share = (double) (size - below) / (above - below);
        return nanos[below] + share * (nanos[above] - nanos[below]);
    }

    private int below(int size) {
        int at = size;
        while (at > 0 && nanos[at] == 0) {
            at--;
        }
        return at;
    }

    private int above(int size) {
        int at = size;
        while (at < nanos.length && nanos[at] == 0) {
            at++;
        }
        return at;
    }
}
