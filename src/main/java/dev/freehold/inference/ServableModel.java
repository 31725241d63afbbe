package dev.freehold.inference;

import dev.freehold.core.ModelId;

/** A model that is loaded and answers. */
public sealed interface ServableModel extends AutoCloseable permits TextGenerator, TextReader, TensorModel {
    ModelId id();

    /** The digest of what was loaded, {@code sha256:} and 64 hex digits. */
    String digest();

    /** What it is doing at this moment. Callable by any thread, also after {@link #close}. */
    default Occupancy occupancy() {
        return Occupancy.NONE;
    }

    /** The time that it has computed since it was loaded, in nanoseconds. */
    default long computedNanos() {
        return 0;
    }

    /** Stops serving: running work is cancelled, native memory is released. Returns when both are done. */
    @Override
    void close();
}
