package dev.freehold;

import dev.freehold.builder.ModelBuilder;
import dev.freehold.builder.Precision;
import dev.freehold.builder.checkpoint.Unbuildable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds a folder that can be served from a publisher's safetensors. Needs no running gateway and no settings. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = "Builds a model that can be served from a folder with config.json, safetensors and tokenizer.",
        showDefaultValues = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the model is built", "1:it cannot be built, or the disk failed", "2:wrong usage"})
final class BuildModelCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "the folder as it was published")
    private @Nullable Path source;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "the folder to make")
    private @Nullable Path out;

    @Option(names = "--precision", description = "int4, int8, fp16 or fp32")
    private String precision = "int4";

    @Option(names = "--block", description = "weights that share a scale: 32, 64 or 128")
    private int block = 32;

    @Option(
            names = "--compare",
            arity = "0..1",
            paramLabel = "TEXT",
            fallbackValue = "",
            description =
                    "also reads a text, by default a chapter of the handbook, with the built model and with its weights in"
                            + " full, which needs room for those, and records how much they differ")
    private @Nullable Path text;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path made = Objects.requireNonNull(out);
        ModelBuilder builder = new ModelBuilder(
                Objects.requireNonNull(source),
                chosen(),
                Version.number(),
                Optional.ofNullable(text).map(ComparisonText::of));
        try {
            builder.build(made, new BuildProgress(System.err));
            System.out.println(made);
            return 0;
        } catch (Unbuildable unbuildable) {
            System.err.println("Not built: " + unbuildable.reason());
        } catch (IOException | UncheckedIOException broken) {
            System.err.println("Not built: " + broken);
        }
        return 1;
    }

    private Precision chosen() {
        try {
            return Precision.named(precision, block);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), unknown.getMessage(), unknown);
        }
    }
}
