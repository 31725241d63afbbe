package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.quota.Charge;
import dev.freehold.quota.Reservation;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An admitted call: tokens are set aside and the admission is on its way to the disk. It is closed once, by {@link #settle} or
 * by {@link #abort}; whichever comes second does nothing.
 */
final class Permit {
    private final Charge charge;
    private final Reservation reservation;
    private final CallCounters counters;
    private final AtomicBoolean closed = new AtomicBoolean();

    Permit(Charge charge, Reservation reservation, CallCounters counters) {
        this.charge = charge;
        this.reservation = reservation;
        this.counters = counters;
    }

    Usage reserved() {
        return reservation.reserved();
    }

    /**
     * Waits until the admission is durable; no output may leave before, nor after the reservation has lapsed. The model computes
     * meanwhile.
     *
     * @throws Fault {@code AUDIT_UNAVAILABLE}
     */
    void awaitAdmission() {
        try {
            reservation.admission().join();
        } catch (CompletionException notDurable) {
            throw notDurable.getCause() instanceof Fault fault
                    ? fault
                    : new Fault(FaultCode.AUDIT_UNAVAILABLE, "The audit log cannot be written at the moment.")
                            .causedBy(notDurable);
        }
        if (reservation.isLapsed()) {
            throw new Fault(
                    FaultCode.AUDIT_UNAVAILABLE,
                    "The call took too long, and its reservation could not be renewed; what it had reserved is charged.");
        }
    }

    /**
     * Closes the books of a call that was answered in full. When this returns, the record is durable and the last byte may leave.
     *
     * @throws Fault {@code AUDIT_UNAVAILABLE}; the tokens are charged all the same, for they were delivered
     */
    void settle(Usage used, String outcome) {
        if (closed.compareAndSet(false, true)) {
            counters.count(charge, used, outcome);
            reservation.settle(used, outcome);
        }
    }

    /** Closes the books of a call that ended early: charges what was used, gives the rest back, and records why. */
    void abort(Usage used, FaultCode why) {
        if (closed.compareAndSet(false, true)) {
            counters.count(charge, used, why.wireName());
            reservation.abort(used, why);
        }
    }
}
