package dev.freehold.quota;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as whole microseconds since 1970 in UTC, the resolution in which limits refill. */
final class Micros {
    static final long A_SECOND = 1_000_000;

    private static final int BITS_OF_A_POSITIVE_LONG = 63;

    private Micros() {}

    static long of(Instant instant) {
        return Math.multiplyExact(instant.getEpochSecond(), A_SECOND) + instant.getNano() / 1000;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    /** A span too long to count is as good as forever. */
    static long saturated(BigInteger micros) {
        return micros.bitLength() > BITS_OF_A_POSITIVE_LONG ? Long.MAX_VALUE : micros.longValueExact();
    }
}
