package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A reservation that the database keeps for this process as long as its lease lasts. */
final class SharedHold implements Reservation {
    private final Charge charge;
    private final Usage reserved;
    private final long admission;
    private final Lease lease;
    private final SharedQuotaLedger ledger;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile CompletableFuture<Boolean> end = CompletableFuture.completedFuture(true);

    SharedHold(Charge charge, Usage reserved, long admission, Lease lease, SharedQuotaLedger ledger) {
        this.charge = charge;
        this.reserved = reserved;
        this.admission = admission;
        this.lease = lease;
        this.ledger = ledger;
    }

    @Override
    public Usage reserved() {
        return reserved;
    }

    /** It was recorded in the transaction that took it. */
    @Override
    public CompletableFuture<Long> admission() {
        return CompletableFuture.completedFuture(admission);
    }

    @Override
    public boolean isLapsed() {
        return lease.isLapsed();
    }

    @Override
    public void settle(Usage used, String outcome) {
        if (closed.get()) {
            return;
        }
        AuditEntry end = charge.settled(reserved, used, outcome);
        if (closed.compareAndSet(false, true)) {
            ledger.await(ledger.close(new Closing(charge.request(), lease, used, end)));
        }
    }

    @Override
    public void abort(Usage used, FaultCode why) {
        if (closed.compareAndSet(false, true)) {
            end = ledger.close(new Closing(charge.request(), lease, used, charge.aborted(reserved, used, why)));
        }
    }

    /** Completes when an abort, if there was one, has been written down. */
    CompletableFuture<Boolean> end() {
        return end;
    }
}
