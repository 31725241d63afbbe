package dev.freehold.verify;

import java.io.PrintStream;
import java.util.Locale;

/** A bar on a terminal, drawn anew a few times a second, and wiped away in the end. */
public final class ProgressBar implements Progress {
    private static final int WIDTH = 40;
    private static final int LOOK_EVERY = 1024;
    private static final long NANOS_BETWEEN = 200_000_000;

    private final PrintStream out;
    private final long started = System.nanoTime();
    private long drawn = started;

    public ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public void read(long read, long all, long entries) {
        long now = entries % LOOK_EVERY == 0 ? System.nanoTime() : drawn;
        if (now - drawn > NANOS_BETWEEN) {
            drawn = now;
            draw((double) read / Math.max(1, all), entries, (now - started) / 1e9);
        }
    }

    private void draw(double part, long entries, double seconds) {
        int filled = (int) (WIDTH * part);
        out.printf(
                Locale.ROOT,
                "\r[%s%s] %3.0f %%  %,d entries, %,.0f a second, %,.0f s left ",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                100 * part,
                entries,
                entries / seconds,
                seconds / Math.max(part, 1e-9) - seconds);
        out.flush();
    }

    /** Wipes the bar away. */
    public void close() {
        if (drawn != started) {
            out.print("\r" + " ".repeat(100) + "\r");
            out.flush();
        }
    }
}
