package dev.freehold.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.core.Energy;
import dev.freehold.core.Energy.Source;
import dev.freehold.telemetry.EnergyMeter.Stretch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyMeterTest {
    private static final long SECOND = 1_000_000_000;
    private static final long RANGE = 10_000_000_000L;

    @TempDir
    Path counters;

    private final AtomicLong clock = new AtomicLong(5);
    private final AtomicLong computed = new AtomicLong();

    private void counter(String folder, String name, long microjoules) throws IOException {
        Path zone = Files.createDirectories(counters.resolve(folder));
        Files.writeString(zone.resolve("name"), name + "\n");
        Files.writeString(zone.resolve("max_energy_range_uj"), RANGE + "\n");
        Files.writeString(zone.resolve("energy_uj"), microjoules + "\n");
    }

    private EnergyMeter measured() {
        return new EnergyMeter(
                new DeclaredPower(counters, OptionalDouble.of(1000), OptionalDouble.empty()), clock::get);
    }

    private void pass(long nanos, long work) {
        clock.addAndGet(nanos);
        computed.addAndGet(work);
    }

    @Test
    void whatIsMeasuredCountsPackagesAndMemoryAndNothingTwice() throws IOException {
        counter("intel-rapl:0", "package-0", 1000);
        counter("intel-rapl:0:0", "core", 1000);
        counter("intel-rapl:0:1", "dram", 1000);
        EnergyMeter meter = measured();
        Stretch stretch = meter.stretch(computed::get).orElseThrow();
        counter("intel-rapl:0", "package-0", 20_001_000);
        counter("intel-rapl:0:0", "core", 15_001_000);
        counter("intel-rapl:0:1", "dram", 2_001_000);
        pass(SECOND, SECOND / 4);
        stretch.end();

        assertEquals(Optional.of(new Energy(22_000_000, Source.RAPL)), meter.of(SECOND));
        assertEquals(Optional.of(new Energy(5_500_000, Source.RAPL)), meter.of(SECOND / 4), "the rest is nobody's");
    }

    @Test
    void aCounterThatWrapsAroundGoesOn() throws IOException {
        counter("intel-rapl:0", "package-0", RANGE - 1_000_000);
        EnergyMeter meter = measured();
        Stretch stretch = meter.stretch(computed::get).orElseThrow();
        counter("intel-rapl:0", "package-0", 2_000_000);
        pass(SECOND, SECOND);
        stretch.end();

        assertEquals(Optional.of(new Energy(3_000_000, Source.RAPL)), meter.of(SECOND));
    }

    @Test
    void modelsThatComputeAtOnceShareWhatWasDrawn() throws IOException {
        counter("intel-rapl:0", "package-0", 0);
        EnergyMeter meter = measured();
        Stretch stretch = meter.stretch(computed::get).orElseThrow();
        counter("intel-rapl:0", "package-0", 30_000_000);
        pass(SECOND, 3 * SECOND);
        stretch.end();

        assertEquals(Optional.of(new Energy(10_000_000, Source.RAPL)), meter.of(SECOND));
    }

    @Test
    void whereNothingCanBeMeasuredADeclaredPowerIsAnEstimateFromTheFirstCallOn() {
        EnergyMeter meter = new EnergyMeter(DeclaredPower.watts(30, 400), clock::get);
        assertEquals(Optional.of(new Energy(15_000_000, Source.ESTIMATE)), meter.of(SECOND / 2));

        Stretch stretch = meter.stretch(computed::get).orElseThrow();
        pass(SECOND, 2 * SECOND);
        stretch.end();
        assertEquals(Optional.of(new Energy(15_000_000, Source.ESTIMATE)), meter.of(SECOND), "two computed at once");
    }

    @Test
    void whereNothingIsMeasuredAndNothingDeclaredNothingIsTold() {
        assertEquals(Optional.empty(), DeclaredPower.NONE.meter().of(SECOND));
    }

    @Test
    void aKilowattHourStandsForWhatTheGridSays() {
        Energy kilowattHour = new Energy(3_600_000_000_000L, Source.ESTIMATE);
        assertEquals(
                OptionalDouble.of(400), DeclaredPower.watts(30, 400).meter().grams(kilowattHour));
        assertEquals(OptionalDouble.empty(), DeclaredPower.NONE.meter().grams(kilowattHour));
    }
}
