package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import dev.freehold.payload.Transcript;
import dev.freehold.quota.Charge;
import dev.freehold.quota.Reservation;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An admitted call: tokens are set aside and the admission is on its way to the disk. It is closed once, by {@link #settle} or
 * by {@link #abort}; whichever comes second does nothing.
 */
final class Permit {
    private final Charge charge;
    private final Reservation reservation;
    private final CallMeters meters;
    private final Transcript transcript;
    private final long start;
    private final CompletableFuture<Void> admission;
    private final AtomicLong firstToken = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param start when the call asked to be admitted, by {@link System#nanoTime} */
    Permit(Charge charge, Reservation reservation, CallMeters meters, Transcript transcript, long start) {
        this.charge = charge;
        this.reservation = reservation;
        this.meters = meters;
        this.transcript = transcript;
        this.start = start;
        this.admission = reservation.admission().thenAccept(index -> meters.recorded(charge, since(start)));
    }

    /** Who listens to this call. */
    Transcript transcript() {
        return transcript;
    }

    /** The model that the call runs on. */
    ModelId model() {
        return charge.model();
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
            admission.join();
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

    /** The model has written its first token, and the caller may have it. */
    void began() {
        if (firstToken.compareAndSet(0, System.nanoTime())) {
            meters.began(charge, since(start));
        }
    }

    /** The index of the admission in the audit log; absent when it did not get there. */
    OptionalLong admission() {
        try {
            return OptionalLong.of(reservation.admission().join());
        } catch (CompletionException notDurable) {
            return OptionalLong.empty();
        }
    }

    /**
     * Closes the books of a call that was answered in full. When this returns, the record is durable and the last byte may leave.
     *
     * @throws Fault {@code AUDIT_UNAVAILABLE}; the tokens are charged all the same, for they were delivered
     */
    void settle(Usage used, String outcome) {
        if (closed.compareAndSet(false, true)) {
            count(used, outcome);
            try {
                reservation.settle(used, outcome);
            } catch (Fault notRecorded) {
                reservation.abort(used, notRecorded.code());
                throw notRecorded;
            }
        }
    }

    /** Closes the books of a call that ended early: charges what was used, gives the rest back, and records why. */
    void abort(Usage used, FaultCode why) {
        if (closed.compareAndSet(false, true)) {
            count(used, why.wireName());
            reservation.abort(used, why);
        }
    }

    private void count(Usage used, String outcome) {
        long first = firstToken.get();
        meters.ended(charge, used, outcome, since(start), first == 0 ? Duration.ZERO : since(first));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
