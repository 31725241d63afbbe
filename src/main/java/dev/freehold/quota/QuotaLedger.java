package dev.freehold.quota;

/** Reserve before, settle after. Implementations MUST never admit more than a limit allows, whatever runs side by side. */
public interface QuotaLedger {

    /**
     * Takes {@code need} from every limit of the scope, or from none.
     *
     * @throws dev.freehold.core.Fault {@code RATE_LIMITED} or {@code QUOTA_EXHAUSTED} with the time after which it may fit;
     *     {@code FORBIDDEN} when the scope has no allowance at all
     */
    Reservation reserve(String scope, Need need);

    /** Where the scope stands now, for the rate-limit headers; takes nothing. A scope without an allowance has no gauges. */
    Standing standing(String scope);
}
