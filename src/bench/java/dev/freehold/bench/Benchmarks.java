package dev.freehold.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.bench.builder.ModelGenerator;
import dev.freehold.builder.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures everything, or what is asked for, and writes it down. */
@Command(
        name = "deploy/freehold bench",
        mixinStandardHelpOptions = true,
        description = "Measures the gateway against ONNX Runtime driven by a bare loop, on the same machine in turn.",
        showDefaultValues = true)
public final class Benchmarks implements Callable<Integer> {
    private static final List<Measure> MEASURES = List.of(
            new OneStream(),
            new ManyStreams(),
            new PromptReading(),
            new Newcomer(),
            new StepOverhead(),
            new LongChat(),
            new Speculation(),
            new AuditCost(),
            new StructuredOutput(),
            new GatewayCost(),
            new Tensors());

    @Option(names = "--shape", description = "qwen2.5-0.5b, qwen2.5-1.5b, smollm2-135m or tiny")
    private String shape = "qwen2.5-0.5b";

    @Option(names = "--precision", description = "int4, int8 or fp32")
    private String precision = "int4";

    @Option(names = "--block", description = "Weights that share a scale: 32, 64 or 128.")
    private int block = 32;

    @Option(names = "--threads", description = "Threads that each side computes with.")
    private int threads = 2;

    @Option(names = "--rounds", description = "How often each figure is taken; its median counts.")
    private int rounds = 3;

    @Option(names = "--quick", description = "One short round of fewer figures, in about three minutes.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            description =
                    "Some of: one, many, prompt, newcomer, overhead, chat, speculation, audit, structured, cost, tensors")
    private List<String> only = List.of();

    @Option(names = "--out", description = "Where the made models and the results go.")
    private Path out = Path.of("target/bench");

    private Benchmarks() {}

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Plan plan = plan();
        Files.createDirectories(out);
        ObjectNode machine = Machine.facts(plan);
        machine.properties()
                .forEach(fact -> System.out.println(
                        fact.getKey() + ": " + fact.getValue().asText()));
        System.out.println();
        System.out.println(Table.header());
        List<Figure> figures = new ArrayList<>();
        try (Bench bench = new Bench(plan)) {
            for (Measure measure : wanted()) {
                for (Figure figure : measure.run(bench)) {
                    System.out.println(Table.line(figure));
                    figures.add(figure);
                }
            }
        }
        new Results(machine, figures).write(out.resolve("results.json"));
        Files.writeString(out.resolve("results.svg"), new Chart(machine, figures).svg());
        System.out.printf("%n%s and results.svg beside it%n", out.resolve("results.json"));
        return 0;
    }

    private Plan plan() {
        var wantedShape = ModelGenerator.shape(shape);
        var wantedPrecision = Precision.named(precision, block);
        return quick
                ? Plan.quick(wantedShape, wantedPrecision, threads, out)
                : Plan.full(wantedShape, wantedPrecision, threads, rounds, out);
    }

    private List<Measure> wanted() {
        List<String> names = MEASURES.stream().map(Measure::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("--only " + name + ", expected some of " + names);
            }
        }
        return MEASURES.stream()
                .filter(measure -> only.isEmpty() || only.contains(measure.name()))
                .toList();
    }
}
