package dev.freehold.quota;

import java.math.BigInteger;
import java.time.Duration;

/**
 * A limit that refills steadily: a bucket that holds {@code amount} units and gains {@code amount} of them in a window.
 *
 * <p>It counts what is used, in parts of a unit: there are as many parts to a unit as microseconds to the window, so one
 * microsecond refills exactly {@code amount} parts. No division, hence no rounding, hence nothing is lost or minted however
 * often it is asked; and no width to overflow.
 */
final class LevelMeter implements Meter {
    private final Scope scope;
    private final BigInteger partsPerUnit;
    private Limit limit;
    private BigInteger used;
    private long at;

    /** A bucket that was empty at {@code emptySince}, and has been refilling from then on. */
    LevelMeter(Scope scope, Limit limit, long emptySince) {
        this.scope = scope;
        this.partsPerUnit = BigInteger.valueOf(windowMicros(limit.window()));
        this.limit = limit;
        this.used = parts(limit.amount());
        this.at = emptySince;
    }

    LevelMeter(Scope scope, Limit limit, Tally tally) {
        this(scope, limit, tally.since());
        this.used = tally.used();
    }

    @Override
    public Tally tally() {
        return new Tally(used, at);
    }

    private static long windowMicros(Limit.Window window) {
        return switch (window) {
            case MINUTE -> Duration.ofMinutes(1).toMillis() * 1000;
            case HOUR -> Duration.ofHours(1).toMillis() * 1000;
            case DAY -> Duration.ofDays(1).toMillis() * 1000;
            case MONTH -> throw new IllegalArgumentException("a month does not refill steadily");
        };
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public Limit limit() {
        return limit;
    }

    @Override
    public void change(Limit changed, long now) {
        refill(now);
        limit = changed;
    }

    @Override
    public long remaining(long now) {
        refill(now);
        return parts(limit.amount())
                .subtract(used)
                .max(BigInteger.ZERO)
                .divide(partsPerUnit)
                .longValueExact();
    }

    @Override
    public void take(long units, long now) {
        refill(now);
        used = used.add(parts(units));
    }

    /** Corrects a guess: {@code units} are known to have fitted at {@code now}, so less can have been used than it seems. */
    void admit(long units, long now) {
        refill(now);
        used = used.min(parts(limit.amount()).subtract(parts(units)).max(BigInteger.ZERO));
    }

    @Override
    public void giveBack(long units, long takenAt, long now) {
        refill(now);
        free(parts(units));
    }

    @Override
    public long waitFor(long units, long now) {
        if (fits(units, now)) {
            return 0;
        }
        BigInteger missing = used.add(parts(units)).subtract(parts(limit.amount()));
        BigInteger partsPerMicro = BigInteger.valueOf(limit.amount());
        return Micros.saturated(
                missing.add(partsPerMicro).subtract(BigInteger.ONE).divide(partsPerMicro));
    }

    @Override
    public boolean isUntouched(long now) {
        refill(now);
        return used.signum() == 0;
    }

    private void refill(long now) {
        free(BigInteger.valueOf(limit.amount()).multiply(BigInteger.valueOf(now - at)));
        at = now;
    }

    /** A full bucket spills what is too much. */
    private void free(BigInteger parts) {
        used = used.subtract(parts).max(BigInteger.ZERO);
    }

    private BigInteger parts(long units) {
        return BigInteger.valueOf(units).multiply(partsPerUnit);
    }
}
