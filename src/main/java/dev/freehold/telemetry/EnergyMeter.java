package dev.freehold.telemetry;

import dev.freehold.core.Energy;
import dev.freehold.core.Energy.Source;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a second of computing costs. All that the processors drew in a stretch of time is divided among what was computed in it;
 * when less was computed than the stretch is long, the rest of it belongs to nobody. So calls are never told more, together, than
 * was drawn.
 */
@ApplicationScoped
public class EnergyMeter {
    private static final Logger LOG = Logger.getLogger(EnergyMeter.class);
    private static final double MICROJOULES_PER_KILOWATT_HOUR = 3.6e12;

    private final EnergyConfig config;
    private final LongSupplier clock;
    private final @Nullable LongSupplier drawn;
    private final @Nullable Source source;
    private volatile double microjoulesPerNano;
    private @Nullable Thread thread;

    @Inject
    public EnergyMeter(EnergyConfig config) {
        this(config, System::nanoTime);
    }

    EnergyMeter(EnergyConfig config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
        Optional<PowerCap> counters = PowerCap.in(config.powercap());
        if (counters.isPresent()) {
            this.drawn = counters.get();
            this.source = Source.RAPL;
        } else if (config.watts().isPresent()) {
            double watts = config.watts().getAsDouble();
            this.drawn = () -> Math.round(clock.getAsLong() / 1e3 * watts);
            this.source = Source.ESTIMATE;
            this.microjoulesPerNano = watts / 1e3;
        } else {
            this.drawn = null;
            this.source = null;
        }
    }

    /** Begins to read the counters; {@code computed} is what all models have computed so far, in nanoseconds. */
    public void watch(LongSupplier computed) {
        LongSupplier counter = drawn;
        if (counter != null && thread == null) {
            LOG.infof("Energy is told of: %s", source == Source.RAPL ? "measured" : "an estimate");
            Stretch stretch = new Stretch(counter, computed);
            thread = Thread.ofVirtual().name("energy").start(() -> watch(stretch));
        }
    }

    private void watch(Stretch stretch) {
        try {
            while (true) {
                Thread.sleep(config.interval());
                stretch.end();
            }
        } catch (UncheckedIOException gone) {
            LOG.warnf("The energy counters can no longer be read: %s", gone.getMessage());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** One stretch after the other. */
    final class Stretch {
        private final LongSupplier counter;
        private final LongSupplier computed;
        private long time = clock.getAsLong();
        private long energy;
        private long work;

        Stretch(LongSupplier counter, LongSupplier computed) {
            this.counter = counter;
            this.computed = computed;
            this.energy = counter.getAsLong();
            this.work = computed.getAsLong();
        }

        void end() {
            long now = clock.getAsLong();
            long used = counter.getAsLong();
            long done = computed.getAsLong();
            microjoulesPerNano = (double) (used - energy) / Math.max(now - time, done - work);
            time = now;
            energy = used;
            work = done;
        }
    }

    /** Watches by hand. */
    Optional<Stretch> stretch(LongSupplier computed) {
        return Optional.ofNullable(drawn).map(counter -> new Stretch(counter, computed));
    }

    /** What a call drew that had this much of the models' time; absent where nothing is measured and nothing declared. */
    public Optional<Energy> of(long computedNanos) {
        return Optional.ofNullable(source)
                .map(known -> new Energy(Math.round(computedNanos * microjoulesPerNano), known));
    }

    /** What it stands for, in grams of CO2 equivalent; absent where the grid's intensity is not configured. */
    public OptionalDouble grams(Energy energy) {
        return config.gridIntensity().isPresent()
                ? OptionalDouble.of(energy.microjoules()
                        / MICROJOULES_PER_KILOWATT_HOUR
                        * config.gridIntensity().getAsDouble())
                : OptionalDouble.empty();
    }

    @PreDestroy
    void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
