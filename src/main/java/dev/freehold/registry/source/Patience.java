package dev.freehold.registry.source;

import java.io.IOException;
import java.time.Duration;

/** Asks again when a source is busy or breaks off: a few times in a row, ever later, or when the source said. */
final class Patience {
    private final int attempts;
    private final Duration first;

    Patience(int attempts, Duration first) {
        this.attempts = attempts;
        this.first = first;
    }

    /** What may fail for reasons that pass. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException;
    }

    <T> T with(Attempt<T> attempt) throws IOException {
        for (int failures = 1; ; failures++) {
            try {
                return attempt.make();
            } catch (SourceFailure failure) {
                if (failure.kind() != SourceFailure.Kind.UNAVAILABLE || failures >= attempts) {
                    throw failure;
                }
                rest(failure.retryAfter().orElse(first.multipliedBy(1L << Math.min(failures - 1, 5))));
            } catch (IOException broken) {
                if (failures >= attempts) {
                    throw SourceFailure.unavailable("the source breaks off again and again", broken);
                }
                rest(first.multipliedBy(1L << Math.min(failures - 1, 5)));
            }
        }
    }

    private static void rest(Duration pause) throws SourceFailure {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure(SourceFailure.Kind.REFUSED, "interrupted");
        }
    }
}
