package dev.freehold.bench;

import ai.onnxruntime.OrtException;
import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tokens a second of many answers together: over whole requests, from the first byte sent to the last received, and while
 * all of them are being written. The bare loop reads the prompts one after another and then writes all rows in step.
 */
final class ManyStreams implements Measure {
    private static final int PROMPT = 64;

    @Override
    public String name() {
        return "many";
    }

    /** Tokens a second. */
    private record Rates(double whole, double writing) {}

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int streams : bench.plan().streams()) {
            String counted = streams == 1 ? "1 stream" : streams + " streams";
            List<Rates> gateway = new ArrayList<>();
            List<Rates> bare = new ArrayList<>();
            Rounds.alternate(
                    bench.plan().rounds(),
                    () -> add(gateway, throughGateway(bench, streams)),
                    () -> add(bare, bare(bench, streams)));
            figures.add(new Comparison(
                    "many-" + streams,
                    counted + ", while all are written",
                    "tok/s",
                    side("gateway", gateway, Rates::writing),
                    side("bare", bare, Rates::writing),
                    new Target.AtLeast(0.9)));
            figures.add(new Comparison(
                    "many-" + streams + "-whole",
                    counted + ", whole requests",
                    "tok/s",
                    side("gateway", gateway, Rates::whole),
                    side("bare", bare, Rates::whole),
                    Target.NONE));
        }
        return figures;
    }

    private static Side side(String name, List<Rates> rates, Function<Rates, Double> which) {
        return new Side(name, new Samples(rates.stream().map(which).toList()));
    }

    private static double add(List<Rates> all, Rates rates) {
        all.add(rates);
        return rates.writing();
    }

    private static Rates throughGateway(Bench bench, int streams) throws Exception {
        int tokens = bench.plan().output();
        Gateway gateway = bench.gateway();
        List<RunningAnswer> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < streams; i++) {
            running.add(gateway.complete(bench.prompts().next(PROMPT), tokens));
        }
        List<Answer> answers = new ArrayList<>();
        for (RunningAnswer answer : running) {
            answers.add(answer.await());
        }
        long allStarted = answers.stream().mapToLong(Answer::first).max().orElseThrow();
        long oneEnded = answers.stream().mapToLong(Answer::last).min().orElseThrow();
        long end = answers.stream().mapToLong(Answer::last).max().orElseThrow();
        double written = answers.stream()
                .mapToDouble(answer -> answer.tokensBetween(allStarted, oneEnded))
                .sum();
        return new Rates(streams * tokens / seconds(end - start), written / seconds(oneEnded - allStarted));
    }

    private static Rates bare(Bench bench, int streams) throws OrtException {
        int tokens = bench.plan().output();
        BareDecoder bare = bench.bare();
        long start = System.nanoTime();
        int[] next = new int[streams];
        for (int i = 0; i < streams; i++) {
            next[i] = bare.read(i, bench.prompts().next(PROMPT), PROMPT);
        }
        long allStarted = System.nanoTime();
        for (int i = 1; i < tokens; i++) {
            bare.step(next);
        }
        long end = System.nanoTime();
        return new Rates(streams * tokens / seconds(end - start), streams * (tokens - 1) / seconds(end - allStarted));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
