package dev.freehold.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The energy counters of processors and their memory, as Linux' powercap shows them: microjoules that wrap around. */
final class PowerCap implements LongSupplier {
    private final List<Zone> zones;
    private long total;

    private PowerCap(List<Zone> zones) {
        this.zones = zones;
    }

    /** Finds the counters that can be read: of packages, and of memory, which is beside the packages and not in them. */
    static Optional<PowerCap> in(Path root) {
        List<Zone> zones = new ArrayList<>();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path folder : entries.sorted().toList()) {
                Zone.open(folder).ifPresent(zones::add);
            }
        } catch (IOException | UncheckedIOException absent) {
            return Optional.empty();
        }
        return zones.isEmpty() ? Optional.empty() : Optional.of(new PowerCap(zones));
    }

    /** Microjoules since this was made. Called by one thread. */
    @Override
    public long getAsLong() {
        for (Zone zone : zones) {
            total += zone.advance();
        }
        return total;
    }

    /** One counter. */
    private static final class Zone {
        private final Path counter;
        private final long range;
        private long last;

        private Zone(Path counter, long range, long last) {
            this.counter = counter;
            this.range = range;
            this.last = last;
        }

        static Optional<Zone> open(Path folder) {
            try {
                String name = Files.readString(folder.resolve("name")).strip();
                if (!name.startsWith("package") && !name.equals("dram")) {
                    return Optional.empty();
                }
                Path counter = folder.resolve("energy_uj");
                return Optional.of(new Zone(counter, number(folder.resolve("max_energy_range_uj")), number(counter)));
            } catch (IOException | NumberFormatException unreadable) {
                return Optional.empty();
            }
        }

        long advance() {
            try {
                long now = number(counter);
                long used = now >= last ? now - last : now + range - last;
                last = now;
                return used;
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        private static long number(Path file) throws IOException {
            return Long.parseLong(Files.readString(file).strip());
        }
    }
}
