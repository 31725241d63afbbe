package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import java.util.concurrent.CompletableFuture;

/** The end of a call on its way into the books. */
final class Closing implements LedgerTask {
    private final RequestId request;
    private final Lease lease;
    private final Usage used;
    private final AuditEntry entry;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    /** Guarded by the one thread that writes. */
    private boolean wasTried;

    Closing(RequestId request, Lease lease, Usage used, AuditEntry entry) {
        this.request = request;
        this.lease = lease;
        this.used = used;
        this.entry = entry;
    }

    RequestId request() {
        return request;
    }

    Usage used() {
        return used;
    }

    AuditEntry entry() {
        return entry;
    }

    CompletableFuture<Boolean> done() {
        return done;
    }

    void written() {
        done.complete(true);
    }

    /**
     * The hold is gone. When an earlier attempt broke off, that attempt has closed it, unless the lease has lapsed: then the reaper
     * may have been there.
     */
    void missing() {
        if (wasTried && !lease.isLapsed()) {
            done.complete(true);
        } else {
            giveUp();
        }
    }

    /** Whether it is worth another attempt: after the lease the reaper closes the call. */
    boolean triesAgain() {
        wasTried = true;
        if (lease.isLapsed()) {
            giveUp();
        }
        return !lease.isLapsed();
    }

    private void giveUp() {
        done.completeExceptionally(new Fault(
                FaultCode.AUDIT_UNAVAILABLE,
                "The call lost its reservation before its end could be recorded; what it had reserved is charged."));
    }
}
