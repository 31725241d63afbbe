package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.inference.ServableModel;
import dev.freehold.quota.Reservation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An admitted call: tokens are set aside and the admission is on its way to the disk. It is closed once, by {@link #settle} or
 * by {@link #abort}; whichever comes second does nothing. A call whose admission could not be recorded has no books to close:
 * the log itself takes care of an admission that turns out durable too late.
 */
final class Permit {
    private final Call call;
    private final ServableModel model;
    private final Reservation reservation;
    private final Books books;
    private final CompletableFuture<Long> admission;
    private final AtomicBoolean closed = new AtomicBoolean();

    Permit(Call call, ServableModel model, Reservation reservation, Books books) {
        this.call = call;
        this.model = model;
        this.reservation = reservation;
        this.books = books;
        this.admission = books.admitted(call, model, reservation.reserved());
    }

    Usage reserved() {
        return reservation.reserved();
    }

    /**
     * Waits until the admission is durable; no output may leave before. The model computes meanwhile.
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
    }

    /**
     * Closes the books of a call that was answered in full. When this returns, the record is durable and the last byte may leave.
     *
     * @throws Fault {@code AUDIT_UNAVAILABLE}; the tokens are charged all the same, for they were delivered
     */
    void settle(Usage used, String outcome) {
        if (closed.compareAndSet(false, true)) {
            reservation.settle(used);
            books.settled(call, model, reserved(), used, outcome);
        }
    }

    /** Closes the books of a call that ended early: charges what was used, gives the rest back, and records why. */
    void abort(Usage used, FaultCode why) {
        if (closed.compareAndSet(false, true)) {
            reservation.settle(used);
            if (!admission.isCompletedExceptionally()) {
                books.aborted(call, model, reserved(), used, why);
            }
        }
    }
}
