package dev.freehold;

import dev.freehold.audit.UnusableLogException;
import dev.freehold.store.UnusableStoreException;
import io.quarkus.runtime.Quarkus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Starts the gateway and serves until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Starts the gateway (the default).")
final class ServeCommand implements Runnable {
    /** The exit code of a damaged audit log, as sysexits.h has it for missing input. */
    private static final int EXIT_DAMAGED_LOG = 66;

    /** The exit code of a database that is set up badly, as sysexits.h has it for configuration. */
    private static final int EXIT_UNUSABLE_STORE = 78;

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
            if (cause instanceof UnusableStoreException unusable) {
                System.err.println("Freehold did not start: " + unusable.getMessage());
                System.exit(EXIT_UNUSABLE_STORE);
            }
        }
        if (failure != null) {
            System.err.println("Freehold did not start:");
            failure.printStackTrace();
        }
        System.exit(code);
    }
}
