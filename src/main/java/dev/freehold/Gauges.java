package dev.freehold;

import dev.freehold.audit.AuditLog;
import dev.freehold.audit.Exposure;
import dev.freehold.audit.checkpoint.Checkpoints;
import dev.freehold.core.ModelId;
import dev.freehold.inference.Loaded;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.ModelObserver;
import dev.freehold.inference.decoder.DecoderCounters;
import dev.freehold.inference.decoder.DecoderStatus;
import dev.freehold.telemetry.EnergyMeter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What the machine is doing at this moment, for the metrics. */
@ApplicationScoped
class Gauges implements ModelObserver {
    private static final double NANOS = 1e9;

    private final MeterRegistry meters;
    private final Set<Meter> mine = ConcurrentHashMap.newKeySet();
    private final Set<ModelId> timed = ConcurrentHashMap.newKeySet();
    private final Set<ModelId> counted = ConcurrentHashMap.newKeySet();
    private final ModelHost models;
    private final AuditLog audit;
    private final Checkpoints checkpoints;
    private final Exposure exposure;
    private final EnergyMeter energy;

    Gauges(
            MeterRegistry meters,
            ModelHost models,
            AuditLog audit,
            Checkpoints checkpoints,
            Exposure exposure,
            EnergyMeter energy) {
        this.meters = meters;
        this.models = models;
        this.audit = audit;
        this.checkpoints = checkpoints;
        this.exposure = exposure;
        this.energy = energy;
    }

    /** Called once. */
    void register() {
        keep(Gauge.builder(
                        "freehold.models.loaded", models, host -> host.loaded().size())
                .description("Models that answer")
                .register(meters));
        keep(Gauge.builder(
                        "freehold.models.refused",
                        models,
                        host -> host.refusals().size())
                .description("Model folders that cannot be served")
                .register(meters));
        keep(Gauge.builder("freehold.audit.writable", audit, log -> log.isWritable() ? 1 : 0)
                .description("1 when the audit log takes entries, 0 when calls are refused because it does not")
                .register(meters));
        registerCheckpoints();
        energy.watch(this::computedNanos);
    }

    /** A name has its meters from the first model on that answers to it, and keeps them. */
    @Override
    public void changed(ModelId id) {
        models.report().loaded().stream()
                .filter(loaded -> loaded.folder().id().equals(id))
                .forEach(this::register);
    }

    private void register(Loaded loaded) {
        ModelId id = loaded.folder().id();
        if (timed.add(id)) {
            keep(Gauge.builder("freehold.model.load.seconds", models, host -> seconds(host, id))
                    .description("From the decision to load the model until it could answer; 0 while it is not loaded")
                    .tag("model", id.value())
                    .register(meters));
        }
        if (loaded.model() instanceof DecoderStatus && counted.add(id)) {
            registerDecoder(id);
        }
    }

    private void keep(Meter meter) {
        mine.add(meter);
    }

    /** The registry outlives this application where one program starts several. */
    @PreDestroy
    void forget() {
        mine.forEach(meters::remove);
    }

    private static double seconds(ModelHost host, ModelId id) {
        return host.report().loaded().stream()
                .filter(loaded -> loaded.folder().id().equals(id))
                .mapToDouble(loaded -> loaded.took().toNanos() / NANOS)
                .sum();
    }

    private long computedNanos() {
        return models.report().loaded().stream()
                .mapToLong(loaded -> loaded.model().computedNanos())
                .sum();
    }

    private void registerCheckpoints() {
        keep(Gauge.builder("freehold.audit.checkpoint.entries", checkpoints, Checkpoints::size)
                .description("Entries of the audit log that the newest signed checkpoint covers")
                .register(meters));
        keep(Gauge.builder("freehold.audit.intact", checkpoints, log -> log.isIntact() ? 1 : 0)
                .description("0 when the audit log is not what was signed of it, and nothing more is signed")
                .register(meters));
        if (exposure.age().isPresent()) {
            keep(Gauge.builder(
                            "freehold.audit.anchor.age.seconds",
                            exposure,
                            anchors -> anchors.age()
                                    .map(age -> age.toMillis() / 1000.0)
                                    .orElse(Double.NaN))
                    .description("Time since enough witnesses and anchor files took a checkpoint")
                    .register(meters));
        }
    }

    private void registerDecoder(ModelId model) {
        gauge("freehold.decoder.active", "Sequences in the batch", model, DecoderCounters::active);
        gauge("freehold.decoder.queued", "Requests that wait for a slot", model, DecoderCounters::queued);
        gauge("freehold.decoder.slots", "The most sequences in one batch", model, DecoderCounters::slots);
        counter("freehold.decoder.steps", "Runs of the model", model, DecoderCounters::steps);
        counter("freehold.decoder.prompt.tokens", "Prompt tokens computed", model, DecoderCounters::promptTokens);
        counter(
                "freehold.decoder.cached.tokens",
                "Prompt tokens known from earlier prompts",
                model,
                DecoderCounters::cachedTokens);
        counter("freehold.decoder.generated.tokens", "Tokens written", model, DecoderCounters::generatedTokens);
        counter(
                "freehold.decoder.drafted.tokens",
                "Tokens drafted by looking back",
                model,
                DecoderCounters::draftedTokens);
        counter(
                "freehold.decoder.accepted.tokens",
                "Drafted tokens that came true",
                model,
                DecoderCounters::acceptedTokens);
        counter(
                "freehold.decoder.run.seconds",
                "Time inside the model's runs",
                model,
                counters -> counters.runNanos() / NANOS);
        counter(
                "freehold.decoder.busy.seconds",
                "Time in which there was work",
                model,
                counters -> counters.busyNanos() / NANOS);
        gauge(
                "freehold.decoder.memory.bytes",
                "Keys and values of the active sequences, at their longest",
                model,
                DecoderCounters::memoryBytes);
    }

    /** Of the model that answers now; what another counted before it is gone, as after a restart. */
    private static double now(ModelHost host, ModelId id, ToDoubleFunction<DecoderCounters> value) {
        return host.find(id)
                .filter(DecoderStatus.class::isInstance)
                .map(model -> value.applyAsDouble(((DecoderStatus) model).counters()))
                .orElse(0.0);
    }

    private void gauge(String name, String description, ModelId model, ToDoubleFunction<DecoderCounters> value) {
        keep(Gauge.builder(name, models, host -> now(host, model, value))
                .description(description)
                .tag("model", model.value())
                .register(meters));
    }

    private void counter(String name, String description, ModelId model, ToDoubleFunction<DecoderCounters> value) {
        keep(FunctionCounter.builder(name, models, host -> now(host, model, value))
                .description(description)
                .tag("model", model.value())
                .register(meters));
    }
}
