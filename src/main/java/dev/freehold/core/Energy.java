package dev.freehold.core;

import java.util.Locale;
import java.util.Optional;

/** What a computation drew from the socket. */
public record Energy(long microjoules, Source source) {

    /** How it is known. */
    public enum Source {
        /** Measured by the processor (RAPL). */
        RAPL,
        /** Worked out from a power that the operator declared. */
        ESTIMATE;

        /** The source's name in logs and metrics, for example {@code estimate}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Source> parse(String wireName) {
            for (Source source : values()) {
                if (source.wireName().equals(wireName)) {
                    return Optional.of(source);
                }
            }
            return Optional.empty();
        }
    }

    public Energy {
        if (microjoules < 0) {
            throw new IllegalArgumentException("energy is never negative");
        }
    }

    public double joules() {
        return microjoules / 1e6;
    }
}
