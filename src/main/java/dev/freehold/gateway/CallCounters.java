package dev.freehold.gateway;

import dev.freehold.core.Usage;
import dev.freehold.quota.Charge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts the calls that ended, and their tokens, in the metrics. */
@ApplicationScoped
class CallCounters {
    private final MeterRegistry meters;

    CallCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(Charge charge, Usage used, String outcome) {
        String model = charge.model().value();
        meters.counter("freehold.calls", "action", charge.action(), "model", model, "outcome", outcome)
                .increment();
        meters.counter("freehold.tokens", "direction", "input", "model", model).increment((double) used.inputTokens());
        meters.counter("freehold.tokens", "direction", "output", "model", model)
                .increment((double) used.outputTokens());
    }
}
