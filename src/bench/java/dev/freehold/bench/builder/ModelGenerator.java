package dev.freehold.bench.builder;

import dev.freehold.builder.DecoderLayout;
import dev.freehold.builder.DecoderLayout.EmbeddingType;
import dev.freehold.builder.DecoderLayout.LogitsScope;
import dev.freehold.builder.Precision;
import dev.freehold.builder.checkpoint.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model of random weights in a published shape, to measure with. */
@Command(
        name = "generate-model",
        mixinStandardHelpOptions = true,
        description = "Writes a model folder of made-up weights.",
        showDefaultValues = true)
public final class ModelGenerator implements Callable<Integer> {
    private static final List<DecoderShape> SHAPES =
            List.of(DecoderShape.QWEN25_05B, DecoderShape.QWEN25_15B, DecoderShape.SMOLLM2_135M, DecoderShape.TINY);

    enum Kind {
        RANDOM,
        SUCCESSION
    }

    @Option(names = "--shape", description = "qwen2.5-0.5b, qwen2.5-1.5b, smollm2-135m or tiny")
    private String shape = DecoderShape.QWEN25_05B.name();

    @Option(names = "--layers", description = "Fewer layers than the shape has.")
    private @Nullable Integer layers;

    @Option(names = "--precision", description = "int4, int8, fp16 or fp32")
    private String precision = "int4";

    @Option(names = "--block", description = "Weights that share a scale: 32, 64 or 128.")
    private int block = 32;

    @Option(names = "--logits", description = "Positions that get logits: ${COMPLETION-CANDIDATES}")
    private LogitsScope logits = LogitsScope.LAST;

    @Option(names = "--embedding", description = "${COMPLETION-CANDIDATES}")
    private EmbeddingType embedding = EmbeddingType.FP16;

    @Option(
            names = "--weights",
            description = "${COMPLETION-CANDIDATES}; a model of SUCCESSION writes token n + 1 after token n.")
    private Kind kind = Kind.RANDOM;

    @Option(names = "--seed")
    private long seed = 1;

    @Parameters(paramLabel = "OUT", description = "The folder to write.")
    private Path out = Path.of("");

    private ModelGenerator() {}

    public static void main(String... arguments) {
        CommandLine command = new CommandLine(new ModelGenerator()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        DecoderShape wanted = shape(shape);
        if (layers != null) {
            wanted = wanted.withLayers(layers);
        }
        MadeUpVocabulary vocabulary = new MadeUpVocabulary(wanted.vocabulary());
        Weights weights = switch (kind) {
            case RANDOM -> new RandomWeights(wanted, vocabulary, seed);
            case SUCCESSION -> new SuccessionWeights(wanted, vocabulary, seed);
        };
        new DecoderFolder(wanted, new DecoderLayout(Precision.named(precision, block), logits, embedding))
                .write(out, weights, vocabulary, ModelGenerator::report);
        System.err.printf("\r%-80s%n", out);
        return 0;
    }

    public static DecoderShape shape(String name) {
        return SHAPES.stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shape is named " + name + "; there are "
                        + SHAPES.stream().map(DecoderShape::name).toList()));
    }

    private static void report(String tensor, long bytes, long all) {
        System.err.printf("\r%,6d of %,d MB  %-60s", bytes >> 20, all >> 20, tensor);
    }
}
