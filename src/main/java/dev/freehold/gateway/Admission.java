package dev.freehold.gateway;

import dev.freehold.audit.Exposure;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.ServableModel;
import dev.freehold.payload.Transcript;
import dev.freehold.payload.Transcripts;
import dev.freehold.quota.Charge;
import dev.freehold.quota.Need;
import dev.freehold.quota.QuotaLedger;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** Decides whether a call may run: the model is there for this caller, the limits allow it, and it is written down. */
@ApplicationScoped
class Admission {
    private final ModelHost models;
    private final QuotaLedger quota;
    private final CallMeters meters;
    private final Exposure exposure;
    private final Transcripts transcripts;

    Admission(ModelHost models, QuotaLedger quota, CallMeters meters, Exposure exposure, Transcripts transcripts) {
        this.models = models;
        this.quota = quota;
        this.meters = meters;
        this.exposure = exposure;
        this.transcripts = transcripts;
    }

    /**
     * Finds the model that a call names.
     *
     * @throws Fault {@code MODEL_NOT_FOUND} when there is none, or none that this caller may know of; {@code INVALID_REQUEST} when
     *     it is of another kind
     */
    <M extends ServableModel> M model(Call call, String name, Class<M> kind, String ability) {
        ServableModel model = ModelId.isValid(name)
                ? models.find(new ModelId(name))
                        .filter(found -> call.caller().mayUse(found.id()))
                        .orElse(null)
                : null;
        if (model == null) {
            throw new Fault(
                            FaultCode.MODEL_NOT_FOUND,
                            "The model does not exist or this key may not use it. GET /v1/models lists the models that it may use.")
                    .about("model");
        }
        if (!kind.isInstance(model)) {
            throw Fault.invalid("model", "The model '%s' does not %s.".formatted(model.id(), ability));
        }
        return kind.cast(model);
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
        Charge charge = new Charge(
                call.caller(), call.request(), call.action(), call.route(), model.id(), model.digest(), transcript);
        Permit permit = permit(charge, need, transcript, start);
        try {
            transcript.asked(inputs);
            return permit;
        } catch (RuntimeException failed) {
            permit.abort(Usage.NONE, FaultCode.INTERNAL);
            throw failed;
        }
    }

    private Permit permit(Charge charge, Need need, Transcript transcript, long start) {
        try {
            return new Permit(charge, quota.reserve(charge, need), meters, transcript, start);
        } catch (Fault refused) {
            meters.refused(charge, refused.code());
            throw refused;
        }
    }
}
