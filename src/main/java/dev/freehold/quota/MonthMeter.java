package dev.freehold.quota;

import java.math.BigInteger;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** A limit on a calendar month in UTC: it starts anew when the month does. */
final class MonthMeter implements Meter {
    private final Scope scope;
    private Limit limit;
    private long used;
    private long start;
    private long end;

    MonthMeter(Scope scope, Limit limit, long now) {
        this.scope = scope;
        this.limit = limit;
        turn(now);
    }

    MonthMeter(Scope scope, Limit limit, Tally tally) {
        this(scope, limit, tally.since());
        this.used = tally.used().longValueExact();
    }

    @Override
    public Tally tally() {
        return new Tally(BigInteger.valueOf(used), start);
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
        limit = changed;
    }

    @Override
    public long remaining(long now) {
        turn(now);
        return Math.max(0, limit.amount() - used);
    }

    @Override
    public void take(long units, long now) {
        turn(now);
        used = Meter.saturatedSum(used, units);
    }

    /** What was taken in an earlier month belongs to that month's books and does not come back in this one. */
    @Override
    public void giveBack(long units, long takenAt, long now) {
        turn(now);
        if (takenAt >= start) {
            used -= units;
        }
    }

    @Override
    public long waitFor(long units, long now) {
        return fits(units, now) ? 0 : end - now;
    }

    @Override
    public boolean isUntouched(long now) {
        turn(now);
        return used == 0;
    }

    private void turn(long now) {
        if (now >= end) {
            ZonedDateTime month = startOfMonth(now);
            start = Micros.of(month.toInstant());
            end = Micros.of(month.plusMonths(1).toInstant());
            used = 0;
        }
    }

    static ZonedDateTime startOfMonth(long now) {
        return Micros.instant(now).atZone(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
    }
}
