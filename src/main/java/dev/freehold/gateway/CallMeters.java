package dev.freehold.gateway;

import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.quota.Charge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls, their tokens and what they waited for, in the metrics. Never what they said. */
@ApplicationScoped
class CallMeters {
    private static final String OTHERS = "other";

    private final MeterRegistry meters;
    private final int mostTenants;
    private final Map<String, String> tenants = new ConcurrentHashMap<>();
    private final Map<Kind, SemanticMeters> kinds = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry meters, MetricsConfig config) {
        this.meters = meters;
        this.mostTenants = config.tenants();
    }

    private record Kind(String action, String model) {}

    /** A call that no limit allowed, or that could not be written down. */
    void refused(Charge charge, FaultCode why) {
        meters.counter("freehold.refusals", "reason", why.wireName(), "tenant", tenant(charge))
                .increment();
    }

    /** From the wish to run until the reservation was made and its record durable. */
    void recorded(Charge charge, Duration wait) {
        meters.timer("freehold.admission", "action", charge.action()).record(wait);
    }

    void began(Charge charge, Duration untilFirstToken) {
        of(charge).began(untilFirstToken);
    }

    /** @param generating since the first token; zero when there was none */
    void ended(Charge charge, Usage used, String outcome, Duration took, Duration generating) {
        String model = charge.model().value();
        String tenant = tenant(charge);
        meters.counter(
                        "freehold.calls",
                        "action",
                        charge.action(),
                        "model",
                        model,
                        "outcome",
                        outcome,
                        "tenant",
                        tenant)
                .increment();
        meters.counter("freehold.tokens", "direction", "input", "model", model, "tenant", tenant)
                .increment((double) used.inputTokens());
        meters.counter("freehold.tokens", "direction", "output", "model", model, "tenant", tenant)
                .increment((double) used.outputTokens());
        of(charge).ended(used, took, generating);
    }

    /** What its computations drew, where that is known. */
    void drew(Charge charge, Consumption consumption) {
        consumption.energy().ifPresent(energy -> {
            Tags tags = Tags.of(
                    "model", charge.model().value(), "source", energy.source().wireName(), "tenant", tenant(charge));
            meters.counter("freehold.energy.joules", tags).increment(energy.joules());
            consumption
                    .grams()
                    .ifPresent(grams ->
                            meters.counter("freehold.energy.co2e.grams", tags).increment(grams));
        });
    }

    private SemanticMeters of(Charge charge) {
        return kinds.computeIfAbsent(
                new Kind(charge.action(), charge.model().value()),
                kind -> new SemanticMeters(meters, kind.action(), kind.model()));
    }

    /** Its name for the first so many tenants, one name for all that come later: every new name costs the scraper a series. */
    private String tenant(Charge charge) {
        String name = charge.caller().tenant();
        return tenants.size() < mostTenants
                ? tenants.computeIfAbsent(name, known -> known)
                : tenants.getOrDefault(name, OTHERS);
    }
}
