package dev.freehold.inference.sampling;

import java.util.Arrays;

/**
 * Where the tokens end that may be drawn, the likeliest first: all above a logit, and the first of those that have exactly it.
 * Found digit by digit of the logits as bits, a histogram each, so that nothing is sorted.
 *
 * @param ties how many tokens of logit {@code least} are kept, those with the lowest ids
 * @param mass the weights of what is kept, together
 */
record Cut(float least, int ties, double mass) {
    private static final int[] SHIFTS = {21, 10, 0};
    private static final int[] BITS = {11, 11, 10};

    /** Keeps {@code count} tokens. */
    static Cut afterCount(float[] logits, int count, Weights weights) {
        return new Search(logits, weights, count, Double.POSITIVE_INFINITY).cut();
    }

    /** Keeps the fewest tokens that together have {@code mass}, or all. */
    static Cut afterMass(float[] logits, double mass, Weights weights) {
        return new Search(logits, weights, Integer.MAX_VALUE, mass).cut();
    }

    /** Keeps what has at least this logit. */
    static Cut at(float least, float[] logits, Weights weights) {
        double mass = 0;
        for (int from = 0; from < logits.length; from = Weights.blockEnd(logits, from)) {
            float[] block = weights.fill(logits, from);
            for (int i = from; i < Weights.blockEnd(logits, from); i++) {
                mass += logits[i] >= least ? block[i - from] : 0;
            }
        }
        return new Cut(least, Integer.MAX_VALUE, mass);
    }

    /**
     * Goes through the kept tokens by id, without those that come no later than {@code last} by likelihood, and takes the one
     * where {@code rest} is used up.
     */
    int walk(float[] logits, int last, double rest, Weights weights) {
        double left = rest;
        int tiesLeft = ties;
        int found = last;
        for (int from = 0; from < logits.length; from = Weights.blockEnd(logits, from)) {
            float[] block = weights.fill(logits, from);
            for (int i = from; i < Weights.blockEnd(logits, from); i++) {
                float logit = logits[i];
                boolean isKept = logit > least || (logit == least && tiesLeft-- > 0);
                boolean isNew = logit < logits[last] || (logit == logits[last] && i > last);
                if (isKept && isNew && logit > Float.NEGATIVE_INFINITY) {
                    found = i;
                    left -= block[i - from];
                    if (left < 0) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    /** One search for the end. */
    private static final class Search {
        private final float[] logits;
        private final Weights weights;
        private final int count;
        private final double mass;
        private final int[] counts = new int[1 << 11];
        private final double[] masses = new double[1 << 11];
        private int countAbove;
        private double massAbove;

        Search(float[] logits, Weights weights, int count, double mass) {
            this.logits = logits;
            this.weights = weights;
            this.count = count;
            this.mass = mass;
        }

        Cut cut() {
            int bits = 0;
            int digit = 0;
            for (int pass = 0; pass < SHIFTS.length; pass++) {
                digit = digit(bits, SHIFTS[pass], BITS[pass]);
                bits |= digit << SHIFTS[pass];
            }
            double weight = masses[digit] / counts[digit];
            double wantedByMass = Math.ceil((mass - massAbove) / weight);
            int ties = (int) Math.max(1, Math.min(Math.min(count - countAbove, counts[digit]), wantedByMass));
            return new Cut(Candidates.logit(bits), ties, massAbove + ties * weight);
        }

        /** The next digit of the last kept logit, whose digits before this are known. */
        private int digit(int known, int shift, int width) {
            Arrays.fill(counts, 0);
            Arrays.fill(masses, 0);
            count(known, shift, width);
            int digit = -1;
            for (int next = (1 << width) - 1; next >= 0; next--) {
                if (counts[next] == 0) {
                    continue;
                }
                if (digit >= 0) {
                    countAbove += counts[digit];
                    massAbove += masses[digit];
                }
                digit = next;
                if (countAbove + counts[next] >= count || massAbove + masses[next] >= mass) {
                    break;
                }
            }
            return digit;
        }

        private void count(int known, int shift, int width) {
            int mask = (1 << width) - 1;
            int above = shift + width;
            for (int from = 0; from < logits.length; from = Weights.blockEnd(logits, from)) {
                float[] block = weights.fill(logits, from);
                for (int i = from; i < Weights.blockEnd(logits, from); i++) {
                    int bits = Candidates.bits(logits[i]);
                    if (above == Integer.SIZE || bits >>> above == known >>> above) {
                        int digit = (bits >>> shift) & mask;
                        counts[digit]++;
                        masses[digit] += Float.isNaN(block[i - from]) ? 0 : block[i - from];
                    }
                }
            }
        }
    }
}
