package dev.freehold;

import dev.freehold.audit.UnusableLogException;
import io.quarkus.runtime.Quarkus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Starts the gateway and serves until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Starts the gateway (the default).")
final class ServeCommand implements Runnable {
    /** The exit code of a damaged audit log, as sysexits.h has it for missing input. */
    private static final int EXIT_DAMAGED_LOG = 66;

    @Override
    public void run() {
        Quarkus.run(null, ServeCommand::exit);
        Quarkus.waitForExit();
    }

    private static void exit(Integer code, @Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnusableLogException damaged) {
                System.err.println("Freehold did not start: " + damaged.getMessage());
                System.exit(EXIT_DAMAGED_LOG);
            }
        }
        System.exit(code);
    }
}
