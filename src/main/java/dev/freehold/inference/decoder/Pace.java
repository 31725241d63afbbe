package dev.freehold.inference.decoder;

import java.time.Duration;

/** How long a sequence held its slot lately, and so how long a new one will wait for one. Safe for use by many threads. */
final class Pace {
    private static final double WEIGHT_OF_NEWEST = 0.1;

    private volatile double nanosInSlot;

    @SuppressWarnings("NonAtomicVolatileUpdate") // the loop's thread writes
    void observe(double nanos) {
        nanosInSlot = nanosInSlot == 0 ? nanos : nanosInSlot + WEIGHT_OF_NEWEST * (nanos - nanosInSlot);
    }

    /**
     * The expected wait of one more sequence.
     *
     * @param ahead how many go first
     * @param free slots that are free now
     * @param slots slots that become free again and again
     */
    Duration waitBehind(int ahead, int free, int slots) {
        return ahead < free ? Duration.ZERO : Duration.ofNanos((long) (nanosInSlot * (ahead - free + 1) / slots));
    }
}
