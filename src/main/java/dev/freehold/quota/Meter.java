package dev.freehold.quota;

import dev.freehold.core.Usage;

/**
 * The books of one limit on one scope. Times are {@link Micros} and never go back from one call to the next; whoever calls
 * holds the lock of all that a call is charged on.
 */
sealed interface Meter permits LevelMeter, MonthMeter, OpenCalls {

    Scope scope();

    Limit limit();

    /** Changes the amount; what was used keeps counting. */
    void change(Limit changed, long now);

    /** Whole units that can be taken now. */
    long remaining(long now);

    /** Takes without asking whether it fits. */
    void take(long units, long now);

    /** Gives back units that were taken at {@code takenAt}; never more comes back than is missing. */
    void giveBack(long units, long takenAt, long now);

    /** The time until {@code units}, at most the limit's amount, will fit if nothing else is taken. */
    long waitFor(long units, long now);

    /** What a call that reserves or uses {@code tokens} counts for here. */
    default long units(Usage tokens) {
        return switch (limit().dimension()) {
            case REQUESTS, CONCURRENCY -> 1;
            case INPUT_TOKENS -> tokens.inputTokens();
            case OUTPUT_TOKENS -> tokens.outputTokens();
            case TOTAL_TOKENS -> saturatedSum(tokens.inputTokens(), tokens.outputTokens());
        };
    }

    /** What of that is charged for good once the call has ended; a call that ended no longer runs. */
    default long charge(Usage used) {
        return limit().dimension() == Limit.Dimension.CONCURRENCY ? 0 : units(used);
    }

    default Gauge gauge(long now) {
        return new Gauge(scope(), limit(), remaining(now), Micros.duration(waitFor(limit().amount(), now)));
    }

    default boolean fits(long units, long now) {
        return units <= remaining(now);
    }

    /** Nothing is used, so that a new meter would say the same. */
    boolean isUntouched(long now);

    Tally tally();

    /** The meter that had this limit and this tally. */
    static Meter restored(Scope scope, Limit limit, Tally tally) {
        if (limit.dimension() == Limit.Dimension.CONCURRENCY) {
            return new OpenCalls(scope, limit, tally);
        }
        return limit.window() == Limit.Window.MONTH
                ? new MonthMeter(scope, limit, tally)
                : new LevelMeter(scope, limit, tally);
    }

    static long saturatedSum(long left, long right) {
        return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
    }
}
