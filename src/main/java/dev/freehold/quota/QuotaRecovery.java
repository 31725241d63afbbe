package dev.freehold.quota;

import dev.freehold.audit.AuditReader;
import java.time.Instant;

/** For a ledger that forgets when the process ends: the audit log remembers for it. */
public interface QuotaRecovery {

    /**
     * Rebuilds what every scope has used from the audit log. MUST be called before the first reservation, after the log has
     * closed the calls that the last process left open.
     */
    void restore(AuditReader log, Instant now);
}
