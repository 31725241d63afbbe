package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.inference.Computation;
import dev.freehold.inference.Lease;
import dev.freehold.inference.ServableModel;
import dev.freehold.inference.TextReader;
import dev.freehold.quota.Need;
import dev.freehold.telemetry.Trace.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The corridor of the calls that get no text back: what the model reads is counted before, and all is answered at once. */
@ApplicationScoped
class Reading {
    private final Admission admission;
    private final Departures departures;

    Reading(Admission admission, Departures departures) {
        this.admission = admission;
        this.departures = departures;
    }

    /** Finds the model that a call names, as {@link Admission#lease} does. */
    <M extends ServableModel> Lease<M> lease(Call call, String name, Class<M> kind, String ability) {
        return admission.lease(call, name, kind, ability);
    }

    /**
     * Admits and runs a call. When this returns, it is settled and its record durable.
     *
     * @param tokens what the call costs of the limits on tokens, exactly
     * @param inputs the same in words, see {@link Admission#admit}
     * @throws Fault when the call is refused or fails; it is not charged then
     */
    <R> Answered<R> run(Call call, ServableModel model, long tokens, Supplier<List<String>> inputs, Supplier<R> work) {
        Permit permit = admission.admit(call, model, Need.exactly(tokens, 0), inputs);
        LongAdder nanos = new LongAdder();
        try {
            R result = traced(call, nanos, () -> departures.during(call.request(), work));
            Usage used = new Usage(tokens, 0);
            permit.settle(used, nanos.sum(), "ok");
            return new Answered<>(result, model.id(), used, permit.admission(), permit.footprint());
        } catch (Fault fault) {
            permit.abort(Usage.NONE, nanos.sum(), fault.code());
            throw fault;
        } catch (RuntimeException failed) {
            permit.abort(Usage.NONE, nanos.sum(), FaultCode.INTERNAL);
            throw failed;
        }
    }

    private static <R> R traced(Call call, LongAdder nanos, Supplier<R> work) {
        long start = System.nanoTime();
        try {
            return Computation.counted(nanos, work);
        } finally {
            call.trace().phase(Phase.RUN, start, System.nanoTime());
        }
    }

    /**
     * Refuses an input that the model cannot read, before anything is reserved.
     *
     * @param field where the input stands in the request
     */
    static void check(TextReader model, int tokens, String field) {
        if (tokens == 0) {
            throw Fault.invalid(field, "'%s' has no words that this model reads.".formatted(field));
        }
        if (tokens > model.maxTokens()) {
            throw new Fault(
                            FaultCode.CONTEXT_LENGTH_EXCEEDED,
                            "'%s' has %d tokens, and this model takes at most %d in one input."
                                    .formatted(field, tokens, model.maxTokens()))
                    .about(field);
        }
    }
}
