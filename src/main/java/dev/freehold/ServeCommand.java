package dev.freehold;

import dev.freehold.audit.RolledBackLogException;
import dev.freehold.audit.UnusableLogException;
import dev.freehold.audit.checkpoint.UnusableSigningKeyException;
import dev.freehold.store.UnusableStoreException;
import dev.freehold.subject.UnusableKeyException;
import io.quarkus.runtime.Quarkus;
import io.smallrye.config.ConfigValidationException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Starts the gateway and serves until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Starts the gateway (the default).")
final class ServeCommand implements Runnable {
    /** The exit code of a damaged audit log, as sysexits.h has it for missing input. */
    private static final int EXIT_DAMAGED_LOG = 66;

    /** The exit code of an audit log that is not what was signed for it. */
    private static final int EXIT_ROLLED_BACK_LOG = 67;

    /** The exit code of a database or a setting that a person has to change, as sysexits.h has it for configuration. */
    private static final int EXIT_CONFIGURATION = 78;

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
            if (cause instanceof RolledBackLogException rolledBack) {
                System.err.println("Freehold did not start: " + rolledBack.getMessage());
                System.exit(EXIT_ROLLED_BACK_LOG);
            }
            if (cause instanceof UnusableSigningKeyException unusable) {
                System.err.println("Freehold did not start: " + unusable.getMessage());
                System.exit(EXIT_CONFIGURATION);
            }
            if (cause instanceof UnusableStoreException unusable) {
                System.err.println("Freehold did not start: " + unusable.getMessage());
                System.exit(EXIT_CONFIGURATION);
            }
            if (cause instanceof UnusableKeyException unusable) {
                System.err.println("Freehold did not start: " + unusable.getMessage());
                System.exit(EXIT_CONFIGURATION);
            }
            if (cause instanceof ConfigValidationException invalid) {
                System.err.println("Freehold did not start, for its settings are wrong:");
                problems(invalid).forEach(problem -> System.err.println("  " + problem));
                System.exit(EXIT_CONFIGURATION);
            }
        }
        if (failure != null) {
            System.err.println("Freehold did not start:");
            failure.printStackTrace();
        }
        System.exit(code);
    }

    /** Each once: a setting that belongs nowhere is found in every phase of the start. */
    private static Set<String> problems(ConfigValidationException invalid) {
        return IntStream.range(0, invalid.getProblemCount())
                .mapToObj(i -> invalid.getProblem(i).getMessage())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
