package dev.freehold.inference.decoder;

/** Ends a loop before the process ends, however that comes about: native code must not run while the process is taken down. */
final class EndAtExit implements AutoCloseable {
    private final Thread hook;

    EndAtExit(DecoderLoop loop) {
        hook = new Thread(loop::close, "end decoder");
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
