package dev.freehold.gateway;

import dev.freehold.audit.Exposure;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.gateway.Routing.Route;
import dev.freehold.inference.Lease;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.ServableModel;
import dev.freehold.payload.Transcript;
import dev.freehold.payload.Transcripts;
import dev.freehold.quota.Charge;
import dev.freehold.quota.Need;
import dev.freehold.quota.QuotaLedger;
import dev.freehold.telemetry.EnergyMeter;
import dev.freehold.telemetry.Trace.Fact;
import dev.freehold.telemetry.Trace.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** Decides whether a call may run: the model is there for this caller, the limits allow it, and it is written down. */
@ApplicationScoped
class Admission {
    private final ModelHost models;
    private final Routing routing;
    private final QuotaLedger quota;
    private final CallMeters meters;
    private final Exposure exposure;
    private final Transcripts transcripts;
    private final EnergyMeter energy;

    Admission(
            ModelHost models,
            Routing routing,
            QuotaLedger quota,
            CallMeters meters,
            Exposure exposure,
            Transcripts transcripts,
            EnergyMeter energy) {
        this.models = models;
        this.routing = routing;
        this.quota = quota;
        this.meters = meters;
        this.exposure = exposure;
        this.transcripts = transcripts;
        this.energy = energy;
    }

    /**
     * Finds the model that a call names, and keeps it from closing while the call runs.
     *
     * @return to be closed when the call has ended
     * @throws Fault {@code MODEL_NOT_FOUND} when there is none, or none that this caller may know of; {@code INVALID_REQUEST} when
     *     it is of another kind
     */
    <M extends ServableModel> Lease<M> lease(Call call, String name, Class<M> kind, String ability) {
        return lease(route(call, name), kind, ability);
    }

    /**
     * Finds where a call goes that names a model.
     *
     * @throws Fault {@code MODEL_NOT_FOUND} as {@link #lease} does
     */
    Route route(Call call, String name) {
        return routing.route(call, name).orElseThrow(Admission::unknown);
    }

    <M extends ServableModel> Lease<M> lease(Route route, Class<M> kind, String ability) {
        Lease<ServableModel> lease = models.lease(route.model()).orElseThrow(Admission::unknown);
        if (!kind.isInstance(lease.model())) {
            lease.close();
            throw Fault.invalid(
                    "model",
                    "The model '%s' does not %s.".formatted(lease.model().id(), ability));
        }
        return lease.as(kind);
    }

    private static Fault unknown() {
        return new Fault(
                        FaultCode.MODEL_NOT_FOUND,
                        "The model does not exist or this key may not use it. GET /v1/models lists the models that it may use.")
                .about("model");
    }

    /**
     * Reserves what the call needs and starts to record the admission.
     *
     * @param inputs what the model is given, as text; asked for only where a rule has it kept
     * @throws Fault when a limit does not allow it, or the audit log takes no entries; nothing is reserved then
     */
    Permit admit(Call call, ServableModel model, Need need, Supplier<List<String>> inputs) {
        exposure.check();
        long start = System.nanoTime();
        Transcript transcript = transcripts.of(call.caller(), call.route(), model.id());
        Consumption consumption = new Consumption(energy, transcript);
        Charge charge = new Charge(
                call.caller(), call.request(), call.action(), call.route(), model.id(), model.digest(), consumption);
        about(call, model);
        Permit permit = permit(call, charge, need, new Permit.Attendants(meters, transcript, consumption), start);
        try {
            transcript.asked(inputs);
            return permit;
        } catch (RuntimeException failed) {
            permit.abort(Usage.NONE, 0, FaultCode.INTERNAL);
            throw failed;
        }
    }

    private static void about(Call call, ServableModel model) {
        call.trace().fact(Fact.OPERATION, SemanticMeters.operation(call.action()));
        call.trace().fact(Fact.MODEL, model.id().value());
        call.trace().fact(Fact.TENANT, call.caller().tenant());
    }

    private Permit permit(Call call, Charge charge, Need need, Permit.Attendants attendants, long start) {
        try {
            return new Permit(call, charge, quota.reserve(charge, need), attendants, start);
        } catch (Fault refused) {
            meters.refused(charge, refused.code());
            throw refused;
        } finally {
            call.trace().phase(Phase.RESERVE, start, System.nanoTime());
        }
    }
}
