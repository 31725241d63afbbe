package dev.freehold.inference;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The time that models compute for one call on the thread that made it. Queues do not count. */
public final class Computation {
    private static final ScopedValue<LongAdder> CURRENT = ScopedValue.newInstance();

    private Computation() {}

    /** Does the work; what models compute for it is added to {@code nanos}. */
    public static <R> R counted(LongAdder nanos, Supplier<R> work) {
        return ScopedValue.where(CURRENT, nanos).call(work::get);
    }

    /** Called by a model that has computed on this thread. */
    public static void took(long nanos) {
        if (CURRENT.isBound()) {
            CURRENT.get().add(nanos);
        }
    }
}
