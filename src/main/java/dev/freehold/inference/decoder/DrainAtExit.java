package dev.freehold.inference.decoder;

import java.time.Duration;

/** Ends a loop before the process ends: native code must not run while the process is taken down. */
final class DrainAtExit implements AutoCloseable {
    private final Thread hook;

    DrainAtExit(DecoderLoop loop, Duration grace) {
        hook = new Thread(() -> loop.drain(grace), "drain decoder");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Forgets about it, unless the process is ending already. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs, or has run; closing twice is harmless.
        }
    }
}
