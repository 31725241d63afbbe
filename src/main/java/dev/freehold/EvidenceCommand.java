package dev.freehold;

import dev.freehold.verify.Evidence;
import dev.freehold.verify.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Makes a bundle of a period for a regulator or a works council; {@code audit verify} accepts it. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description = "Writes the entries of a period with all that is needed to check them.",
        exitCodeOnInvalidInput = AuditCommand.EXIT_USAGE)
final class EvidenceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "a new folder for the bundle")
    private @Nullable Path target;

    @Option(
            names = "--from",
            required = true,
            converter = TimeConverter.class,
            description = "a day, or a time such as 2026-01-31T12:00:00Z, included")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            required = true,
            converter = TimeConverter.class,
            description = "a day or a time, not included")
    private @Nullable Instant to;

    @Option(names = "--log", description = "the log's folder (default: audit in FREEHOLD_HOME, or in ~/.freehold)")
    private @Nullable Path log;

    @Option(names = "--policy", description = "a file with rules that were in force; may be given again")
    private List<Path> policies = new ArrayList<>();

    @Override
    public Integer call() {
        Path bundle = Objects.requireNonNull(target);
        try {
            long entries = Evidence.write(
                    log == null ? home().resolve("audit") : log,
                    Objects.requireNonNull(from),
                    Objects.requireNonNull(to),
                    policies,
                    bundle);
            System.out.printf(
                    "%d entries and their proof are in %s; README.md there says how to check them.%n", entries, bundle);
            return Outcome.INTACT.exitCode();
        } catch (IOException | UncheckedIOException e) {
            System.err.println("No evidence was made: " + e.getMessage());
            return Outcome.INCOMPLETE.exitCode();
        }
    }

    private static Path home() {
        return Optional.ofNullable(System.getenv("FREEHOLD_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(
                        Optional.ofNullable(System.getenv("HOME")).orElse(System.getProperty("user.home")),
                        ".freehold"));
    }

    /** Reads days and times. */
    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text + "' is no day and no time such as 2026-01-31T12:00:00Z");
            }
        }
    }
}
