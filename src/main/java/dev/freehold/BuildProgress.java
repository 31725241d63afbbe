package dev.freehold;

import dev.freehold.builder.Progress;
import java.io.PrintStream;
import picocli.CommandLine;

/** A bar for people at a terminal; a log gets nothing of it. */
final class BuildProgress implements Progress {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean isShown;

    BuildProgress(PrintStream out) {
        this.out = out;
        this.isShown = CommandLine.Help.Ansi.AUTO.enabled();
    }

    @Override
    public void writing(String tensor, long done, long all) {
        if (isShown) {
            int filled = (int) (WIDTH * done / Math.max(1, all));
            out.printf(
                    "\r[%s%s] %,d of %,d MB  %-60.60s%s",
                    "=".repeat(filled),
                    " ".repeat(WIDTH - filled),
                    done >> 20,
                    all >> 20,
                    tensor,
                    done == all ? "\n" : "");
        }
    }
}
