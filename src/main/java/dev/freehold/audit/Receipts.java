package dev.freehold.audit;

import java.util.Optional;

/** What whoever was recorded is told about the entry, so that it can be asked for a proof later. */
public interface Receipts {

    /**
     * The value of the header {@code Freehold-Audit} for an entry that is durable: {@code <origin>/<index>;h=<leaf hash>}; absent while
     * the log has no name yet.
     */
    Optional<String> of(long index);
}
