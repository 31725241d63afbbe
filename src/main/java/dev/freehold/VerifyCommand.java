package dev.freehold;

import dev.freehold.verify.JsonReport;
import dev.freehold.verify.Outcome;
import dev.freehold.verify.Progress;
import dev.freehold.verify.ProgressBar;
import dev.freehold.verify.Summary;
import dev.freehold.verify.Task;
import dev.freehold.verify.Verdict;
import dev.freehold.verify.Verification;
import dev.freehold.verify.VerifierKey;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Checks an audit log that lies in a folder; nothing of the gateway that wrote it takes part. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks an audit log, an export or an evidence bundle.",
        exitCodeOnInvalidInput = AuditCommand.EXIT_USAGE,
        exitCodeOnExecutionException = 20,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:intact",
            "10:something was changed",
            "11:the end is missing, or an older state was put back",
            "12:the log's key has signed two histories",
            "13:a call does not have exactly one beginning and one end",
            "20:something that is needed is missing",
            "64:wrong usage"
        })
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the folder of the log, an evidence bundle, or a file of JSON lines")
    private @Nullable Path log;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "a signed checkpoint that was kept elsewhere; may be given again")
    private List<Path> checkpoints = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            converter = KeyConverter.class,
            description = "the log's public key, name+id+key; by default the one beside the log")
    private List<VerifierKey> keys = new ArrayList<>();

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            converter = KeyConverter.class,
            description = "a witness that must have cosigned the newest checkpoint; may be given again")
    private List<VerifierKey> witnesses = new ArrayList<>();

    @Option(
            names = "--open-for",
            paramLabel = "SECONDS",
            description = "how long before the end of the log a call without an end may have begun (default: 3600)")
    private long openSeconds = 3600;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean isJson;

    @Override
    public Integer call() throws IOException {
        Task task =
                new Task(Objects.requireNonNull(log), checkpoints, keys, witnesses, Duration.ofSeconds(openSeconds));
        try {
            Verdict verdict = verify(task);
            System.out.print(isJson ? JsonReport.of(verdict) + "\n" : Summary.of(verdict));
            System.out.flush();
            return verdict.outcome().exitCode();
        } catch (IOException | UncheckedIOException unreadable) {
            System.err.println("The audit log cannot be read: " + unreadable);
            return Outcome.INCOMPLETE.exitCode();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // Other Java platforms may have none.
    private static Verdict verify(Task task) throws IOException {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Verification.of(task, Progress.NONE);
        }
        ProgressBar bar = new ProgressBar(System.err);
        try {
            return Verification.of(task, bar);
        } finally {
            bar.close();
        }
    }

    /** Reads keys, so that a wrong one is wrong usage. */
    static final class KeyConverter implements ITypeConverter<VerifierKey> {
        @Override
        public VerifierKey convert(String text) {
            try {
                return VerifierKey.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
