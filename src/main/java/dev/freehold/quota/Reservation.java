package dev.freehold.quota;

import dev.freehold.core.Usage;

/** Tokens set aside for one call. */
public interface Reservation {

    /** What was set aside; for a flexible need the output may be less than was wished for. */
    Usage reserved();

    /**
     * Closes the books of this call: charges what was used and gives the rest back. Only the first call counts.
     *
     * @param used at most what was reserved
     */
    void settle(Usage used);
}
