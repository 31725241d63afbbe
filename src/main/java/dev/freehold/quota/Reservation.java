package dev.freehold.quota;

import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import java.util.concurrent.CompletableFuture;

/** Tokens set aside for one call. It is closed once, by {@link #settle} or {@link #abort}; only the first of them counts. */
public interface Reservation {

    /** What was set aside; for a flexible need the output may be less than was wished for. */
    Usage reserved();

    /**
     * Completes with the admission's index in the audit log when it is durable, or with a {@link dev.freehold.core.Fault}
     * {@code AUDIT_UNAVAILABLE}. Nothing may be given out before; the model may compute meanwhile.
     */
    CompletableFuture<Long> admission();

    /**
     * Has the ledger stopped to keep it? Nothing more may be given out then, for another process may have charged it in full and
     * let others take its place. Measured by this process's monotonic clock, from before the store was asked.
     */
    boolean isLapsed();

    /**
     * Charges what was used, gives the rest back and records that the call was answered in full. When this returns, the record is
     * durable.
     *
     * @param used at most what was reserved
     * @throws dev.freehold.core.Fault {@code AUDIT_UNAVAILABLE}; the tokens stay charged, for they were delivered. Where what was
     *     said could not be sealed, the call is still open and is to be aborted
     */
    void settle(Usage used, String outcome);

    /**
     * Charges what was used, gives the rest back and records why the call ended early. Nobody waits for that record: should it
     * fail, the call is closed as an orphan later, and charged in full.
     */
    void abort(Usage used, FaultCode why);
}
