package dev.freehold.quota;

/** Calls in flight. They are counted even while no limit asks for it, so that a new limit knows about those that run. */
final class OpenCalls implements Meter {
    static final Limit UNLIMITED = new Limit(Limit.Dimension.CONCURRENCY, Limit.Window.MINUTE, Long.MAX_VALUE);

    private Limit limit = UNLIMITED;
    private long open;

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
}
