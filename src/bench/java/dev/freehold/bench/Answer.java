package dev.freehold.bench;

import java.util.List;

/**
 * One streamed answer, as its client saw it. Times are of {@link System#nanoTime}.
 *
 * @param arrivals when each piece of text came
 */
record Answer(long sent, List<Long> arrivals, int outputTokens, String text) {
    private static final double NANOS = 1e9;

    double secondsToFirst() {
        return (first() - sent) / NANOS;
    }

    /** Tokens a second after the first one. */
    double rate() {
        return (outputTokens - 1) / ((last() - first()) / NANOS);
    }

    long first() {
        return arrivals.getFirst();
    }

    long last() {
        return arrivals.getLast();
    }

    /** Tokens that came in a span of time; a piece of text counts as many as one does on average. */
    double tokensBetween(long from, long to) {
        int pieces = 0;
        for (long arrival : arrivals) {
            if (arrival > from && arrival <= to) {
                pieces++;
            }
        }
        return (double) pieces * outputTokens / arrivals.size();
    }

    /** The longest wait for the next piece of text that touches a span of time, in seconds. */
    double longestGap(long from, long to) {
        long longest = 0;
        for (int i = 1; i < arrivals.size(); i++) {
            if (arrivals.get(i) >= from && arrivals.get(i - 1) <= to) {
                longest = Math.max(longest, arrivals.get(i) - arrivals.get(i - 1));
            }
        }
        return longest / NANOS;
    }
}
