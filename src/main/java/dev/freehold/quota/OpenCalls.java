package dev.freehold.quota;

import dev.freehold.core.ModelId;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Calls in flight. They are counted even while no limit asks for it, so that a new limit knows about those that run. */
final class OpenCalls implements Meter {
    private final Scope scope;
    private Limit limit;
    private long open;

    /** Counts those of one model, or all of them. */
    OpenCalls(Scope scope, @Nullable ModelId model) {
        this.scope = scope;
        this.limit = unlimited(model);
    }

    OpenCalls(Scope scope, Limit limit, Tally tally) {
        this.scope = scope;
        this.limit = limit;
        this.open = tally.used().longValueExact();
    }

    static Limit unlimited(@Nullable ModelId model) {
        return new Limit(Limit.Dimension.CONCURRENCY, Limit.Window.MINUTE, Long.MAX_VALUE, model);
    }

    boolean isLimited() {
        return limit.amount() != Long.MAX_VALUE;
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
        return Math.max(0, limit.amount() - open);
    }

    @Override
    public void take(long units, long now) {
        open += units;
    }

    @Override
    public void giveBack(long units, long takenAt, long now) {
        open -= units;
    }

    /** When a call will end cannot be known; a second is a polite guess. */
    @Override
    public long waitFor(long units, long now) {
        return fits(units, now) ? 0 : Micros.A_SECOND;
    }

    @Override
    public boolean isUntouched(long now) {
        return open == 0;
    }

    @Override
    public Tally tally() {
        return new Tally(BigInteger.valueOf(open), 0);
    }
}
