package dev.freehold.bench;

import ai.onnxruntime.OrtException;
import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.Side;
import dev.freehold.bench.Figure.Value;
import java.util.ArrayList;
import java.util.List;

/** Tokens a second of one answer, and how much of the memory's bandwidth that is. */
final class OneStream implements Measure {
    @Override
    public String name() {
        return "one";
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        Samples bandwidth =
                MemoryBandwidth.measure(bench.plan().threads(), bench.plan().rounds());
        List<Figure> figures = new ArrayList<>();
        figures.add(new Value("bandwidth", "memory bandwidth, reading", "GB/s", bandwidth, Target.NONE));
        for (int context : bench.plan().contexts()) {
            figures.addAll(at(bench, context, bandwidth.median()));
        }
        return figures;
    }

    private static List<Figure> at(Bench bench, int context, double bandwidth) throws Exception {
        int tokens = bench.plan().output();
        Rounds.Pair rates = Rounds.alternate(
                bench.plan().rounds(),
                () -> bench.gateway()
                        .complete(bench.prompts().next(context), tokens)
                        .await()
                        .rate(),
                () -> bare(bench, context, tokens));
        double gigabytes = bench.random().bytesPerToken(context + tokens / 2) / 1e9;
        return List.of(
                new Comparison(
                        "one-" + context,
                        "one stream after " + context + " tokens",
                        "tok/s",
                        new Side("gateway", rates.first()),
                        new Side("bare", rates.second()),
                        new Target.AtLeast(0.95)),
                new Value(
                        "one-" + context + "-bandwidth",
                        "one stream after " + context + " tokens, of the bandwidth",
                        "",
                        rates.first().times(gigabytes / bandwidth),
                        Target.NONE));
    }

    private static double bare(Bench bench, int context, int tokens) throws OrtException {
        BareDecoder bare = bench.bare();
        int[] token = {bare.read(0, bench.prompts().next(context), PromptReading.CHUNK)};
        long start = System.nanoTime();
        for (int i = 1; i < tokens; i++) {
            bare.step(token);
        }
        return (tokens - 1) / ((System.nanoTime() - start) / 1e9);
    }
}
