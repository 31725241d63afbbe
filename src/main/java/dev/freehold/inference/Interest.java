package dev.freehold.inference;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Whether anybody still waits for what a thread is about to compute. */
public final class Interest {
    private static final ScopedValue<Interest> CURRENT = ScopedValue.newInstance();

    private final CompletableFuture<Void> lost = new CompletableFuture<>();

    /** That of the work at hand; absent when nobody can lose it. */
    static Optional<Interest> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Does work that is given up when this is lost before the work has begun. */
    public <T> T during(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    /** Nobody waits any more. */
    public void lose() {
        lost.complete(null);
    }

    /** At once when it is lost already. */
    void whenLost(Runnable action) {
        var _ = lost.thenRun(action);
    }
}
