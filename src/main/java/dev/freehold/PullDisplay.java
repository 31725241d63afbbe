package dev.freehold;

import dev.freehold.registry.pull.PullProgress;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows how far a pull has come: a bar on a terminal, drawn anew a few times a second, and plain lines elsewhere. */
final class PullDisplay implements PullProgress {
    private static final int WIDTH = 40;
    private static final long NANOS_BETWEEN = 200_000_000;
    private static final double MEBIBYTE = 1 << 20;

    private final PrintStream out;
    private final boolean isTerminal;
    private final long started = System.nanoTime();
    private long drawn = started;
    private long all = 1;

    PullDisplay(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    @SuppressWarnings("SystemConsoleNull") // Other Java platforms may have none.
    static PullDisplay on(PrintStream out) {
        @Nullable Console console = System.console();
        return new PullDisplay(out, console != null && console.isTerminal());
    }

    @Override
    public void begins(String pinned, int files, long bytes) {
        all = Math.max(1, bytes);
        out.printf(Locale.ROOT, "%s: %d files, %,.1f MiB%n", pinned, files, bytes / MEBIBYTE);
    }

    @Override
    public void has(long bytes) {
        long now = System.nanoTime();
        if (isTerminal && now - drawn > NANOS_BETWEEN) {
            drawn = now;
            double part = (double) bytes / all;
            int filled = (int) (WIDTH * part);
            out.printf(
                    Locale.ROOT,
                    "\r[%s%s] %3.0f %%  %,.1f MiB, %,.0f s ",
                    "#".repeat(filled),
                    ".".repeat(WIDTH - filled),
                    100 * part,
                    bytes / MEBIBYTE,
                    (now - started) / 1e9);
            out.flush();
        }
    }

    @Override
    public void took(String path, long bytes, boolean isFromStore) {
        if (!isTerminal) {
            out.printf(Locale.ROOT, "%s %s (%,.1f MiB)%n", isFromStore ? "had" : "fetched", path, bytes / MEBIBYTE);
        }
    }

    @Override
    public void examines() {
        end();
        out.println("looking through it");
    }

    @Override
    public void waits() {
        out.println("waiting for another pull of the same");
    }

    /** Wipes the bar away. */
    void end() {
        if (drawn != started) {
            out.print("\r" + " ".repeat(100) + "\r");
            out.flush();
            drawn = started;
        }
    }
}
