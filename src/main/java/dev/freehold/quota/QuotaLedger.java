package dev.freehold.quota;

import java.util.List;

/**
 * Reserves before a call, settles after it, and writes both into the audit log: no charge without a record, no record without a
 * charge. A ledger whose store is the log's store too does both in one transaction; one that lives in memory is rebuilt from
 * the log. Implementations MUST never admit more than a limit allows, whatever runs side by side, and MUST be safe for use by
 * many threads.
 */
public interface QuotaLedger {

    /**
     * Takes {@code need} from every limit that applies to this call, on each of its scopes, or from none, and starts to record
     * the admission.
     *
     * @throws dev.freehold.core.Fault {@code RATE_LIMITED} or {@code QUOTA_EXHAUSTED} with the time after which it may fit;
     *     {@code FORBIDDEN} when the caller has no allowance at all; {@code AUDIT_UNAVAILABLE} when the store cannot be written.
     *     Nothing is taken and nothing recorded then
     */
    Reservation reserve(Charge charge, Need need);

    /** Every limit on these scopes as it stands now, the widest scope first; takes nothing. */
    List<Gauge> gauges(Scopes scopes);
}
