package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import dev.freehold.payload.Transcript;
import dev.freehold.quota.Charge;
import dev.freehold.quota.Reservation;
import dev.freehold.telemetry.Trace;
import dev.freehold.telemetry.Trace.Fact;
import dev.freehold.telemetry.Trace.Phase;
import java.time.Duration;
import java.util.Optional;
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
    private final Call call;
    private final Charge charge;
    private final Reservation reservation;
    private final Attendants attendants;
    private final long start;
    private final CompletableFuture<Void> admission;
    private final AtomicLong firstToken = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Those who take note of a call. */
    record Attendants(CallMeters meters, Transcript transcript, Consumption consumption) {}

    /** @param start when the call asked to be admitted, by {@link System#nanoTime} */
    Permit(Call call, Charge charge, Reservation reservation, Attendants attendants, long start) {
        this.call = call;
        this.charge = charge;
        this.reservation = reservation;
        this.attendants = attendants;
        this.start = start;
        long reserved = System.nanoTime();
        this.admission = reservation.admission().thenAccept(index -> {
            attendants.meters().recorded(charge, since(start));
            call.trace().phase(Phase.AUDIT_COMMIT, reserved, System.nanoTime());
        });
    }

    /** Who listens to this call. */
    Transcript transcript() {
        return attendants.transcript();
    }

    /** Who is told which way this call goes. */
    Trace trace() {
        return call.trace();
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
            attendants.meters().began(charge, since(start));
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

    /** What the call drew, once its books are closed, for a caller who asked. */
    Optional<Footprint> footprint() {
        Consumption consumption = attendants.consumption();
        return call.wantsEnergy()
                ? consumption.energy().map(energy -> new Footprint(energy, consumption.grams()))
                : Optional.empty();
    }

    /**
     * Closes the books of a call that was answered in full. When this returns, the record is durable and the last byte may leave.
     *
     * @param computedNanos its share of the models' time
     * @throws Fault {@code AUDIT_UNAVAILABLE}; the tokens are charged all the same, for they were delivered
     */
    void settle(Usage used, long computedNanos, String outcome) {
        if (closed.compareAndSet(false, true)) {
            count(used, computedNanos, outcome);
            long ended = System.nanoTime();
            try {
                reservation.settle(used, outcome);
            } catch (Fault notRecorded) {
                reservation.abort(used, notRecorded.code());
                throw notRecorded;
            } finally {
                call.trace().phase(Phase.SETTLE, ended, System.nanoTime());
            }
        }
    }

    /** Closes the books of a call that ended early: charges what was used, gives the rest back, and records why. */
    void abort(Usage used, long computedNanos, FaultCode why) {
        if (closed.compareAndSet(false, true)) {
            count(used, computedNanos, why.wireName());
            reservation.abort(used, why);
        }
    }

    private void count(Usage used, long computedNanos, String outcome) {
        long first = firstToken.get();
        attendants.consumption().measure(computedNanos);
        attendants.meters().ended(charge, used, outcome, since(start), first == 0 ? Duration.ZERO : since(first));
        attendants.meters().drew(charge, attendants.consumption());
        call.trace().fact(Fact.INPUT_TOKENS, used.inputTokens());
        call.trace().fact(Fact.OUTPUT_TOKENS, used.outputTokens());
        call.trace().fact(Fact.OUTCOME, outcome);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
