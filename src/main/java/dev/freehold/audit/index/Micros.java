package dev.freehold.audit.index;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times in microseconds since 1970, as the log has them. */
final class Micros {
    /** Later than every entry; its negative is earlier than every entry. */
    static final long NEVER = 1L << 62;

    private static final long MOST_SECONDS = NEVER / 1_000_000;

    private Micros() {}

    /** The first microsecond that is not before {@code time}; {@link #NEVER} beyond what a row can hold. */
    static long atOrAfter(Instant time) {
        if (time.getEpochSecond() <= -MOST_SECONDS) {
            return -NEVER;
        }
        if (time.getEpochSecond() >= MOST_SECONDS) {
            return NEVER;
        }
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time.truncatedTo(ChronoUnit.MICROS));
        return time.getNano() % 1000 == 0 ? micros : micros + 1;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
