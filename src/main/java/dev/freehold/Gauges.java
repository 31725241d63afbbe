package dev.freehold;

import dev.freehold.audit.AuditLog;
import dev.freehold.audit.Exposure;
import dev.freehold.audit.checkpoint.Checkpoints;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.ServableModel;
import dev.freehold.inference.decoder.DecoderCounters;
import dev.freehold.inference.decoder.DecoderStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;

/** What the machine is doing at this moment, for the metrics. */
@ApplicationScoped
class Gauges {
    private static final double NANOS = 1e9;

    private final MeterRegistry meters;
    private final ModelHost models;
    private final AuditLog audit;
    private final Checkpoints checkpoints;
    private final Exposure exposure;

    Gauges(MeterRegistry meters, ModelHost models, AuditLog audit, Checkpoints checkpoints, Exposure exposure) {
        this.meters = meters;
        this.models = models;
        this.audit = audit;
        this.checkpoints = checkpoints;
        this.exposure = exposure;
    }

    /** Called once, when the models are loaded. */
    void register() {
        Gauge.builder("freehold.models.loaded", models, host -> host.loaded().size())
                .description("Models that answer")
                .register(meters);
        Gauge.builder("freehold.models.refused", models, host -> host.refusals().size())
                .description("Model folders that cannot be served")
                .register(meters);
        Gauge.builder("freehold.audit.writable", audit, log -> log.isWritable() ? 1 : 0)
                .description("1 when the audit log takes entries, 0 when calls are refused because it does not")
                .register(meters);
        registerCheckpoints();
        for (ServableModel model : models.loaded()) {
            if (model instanceof DecoderStatus decoder) {
                register(model.id().value(), decoder);
            }
        }
    }

    private void registerCheckpoints() {
        Gauge.builder("freehold.audit.checkpoint.entries", checkpoints, Checkpoints::size)
                .description("Entries of the audit log that the newest signed checkpoint covers")
                .register(meters);
        Gauge.builder("freehold.audit.intact", checkpoints, log -> log.isIntact() ? 1 : 0)
                .description("0 when the audit log is not what was signed of it, and nothing more is signed")
                .register(meters);
        if (exposure.age().isPresent()) {
            Gauge.builder(
                            "freehold.audit.anchor.age.seconds",
                            exposure,
                            anchors -> anchors.age()
                                    .map(age -> age.toMillis() / 1000.0)
                                    .orElse(Double.NaN))
                    .description("Time since enough witnesses and anchor files took a checkpoint")
                    .register(meters);
        }
    }

    private void register(String model, DecoderStatus decoder) {
        gauge("freehold.decoder.active", "Sequences in the batch", model, decoder, DecoderCounters::active);
        gauge("freehold.decoder.queued", "Requests that wait for a slot", model, decoder, DecoderCounters::queued);
        gauge("freehold.decoder.slots", "The most sequences in one batch", model, decoder, DecoderCounters::slots);
        counter("freehold.decoder.steps", "Runs of the model", model, decoder, DecoderCounters::steps);
        counter(
                "freehold.decoder.prompt.tokens",
                "Prompt tokens computed",
                model,
                decoder,
                DecoderCounters::promptTokens);
        counter(
                "freehold.decoder.cached.tokens",
                "Prompt tokens known from earlier prompts",
                model,
                decoder,
                DecoderCounters::cachedTokens);
        counter(
                "freehold.decoder.generated.tokens",
                "Tokens written",
                model,
                decoder,
                DecoderCounters::generatedTokens);
        counter(
                "freehold.decoder.drafted.tokens",
                "Tokens drafted by looking back",
                model,
                decoder,
                DecoderCounters::draftedTokens);
        counter(
                "freehold.decoder.accepted.tokens",
                "Drafted tokens that came true",
                model,
                decoder,
                DecoderCounters::acceptedTokens);
        counter(
                "freehold.decoder.run.seconds",
                "Time inside the model's runs",
                model,
                decoder,
                counters -> counters.runNanos() / NANOS);
        counter(
                "freehold.decoder.busy.seconds",
                "Time in which there was work",
                model,
                decoder,
                counters -> counters.busyNanos() / NANOS);
        gauge(
                "freehold.decoder.memory.bytes",
                "Keys and values of the active sequences, at their longest",
                model,
                decoder,
                DecoderCounters::memoryBytes);
    }

    private void gauge(
            String name,
            String description,
            String model,
            DecoderStatus decoder,
            ToDoubleFunction<DecoderCounters> value) {
        Gauge.builder(name, decoder, status -> value.applyAsDouble(status.counters()))
                .description(description)
                .tag("model", model)
                .register(meters);
    }

    private void counter(
            String name,
            String description,
            String model,
            DecoderStatus decoder,
            ToDoubleFunction<DecoderCounters> value) {
        FunctionCounter.builder(name, decoder, status -> value.applyAsDouble(status.counters()))
                .description(description)
                .tag("model", model)
                .register(meters);
    }
}
