package dev.freehold.gateway;

import dev.freehold.audit.AuditEntry;
import dev.freehold.core.Energy;
import dev.freehold.payload.Transcript;
import dev.freehold.telemetry.EnergyMeter;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one call drew, known when it ends: worked out once, then told in its record, in the metrics and, when asked for, in the answer. */
final class Consumption implements UnaryOperator<AuditEntry> {
    private final EnergyMeter meter;
    private final Transcript transcript;
    private volatile @Nullable Energy energy;

    Consumption(EnergyMeter meter, Transcript transcript) {
        this.meter = meter;
        this.transcript = transcript;
    }

    /** The call is over, and so much of the models' time was for it. */
    void measure(long computedNanos) {
        energy = meter.of(computedNanos).orElse(null);
    }

    Optional<Energy> energy() {
        return Optional.ofNullable(energy);
    }

    OptionalDouble grams() {
        Energy drawn = energy;
        return drawn == null ? OptionalDouble.empty() : meter.grams(drawn);
    }

    /** The entry that closes the call, before what was said is bound to it. */
    @Override
    public AuditEntry apply(AuditEntry closing) {
        Energy drawn = energy;
        return transcript.apply(drawn == null ? closing : closing.with(drawn));
    }
}
