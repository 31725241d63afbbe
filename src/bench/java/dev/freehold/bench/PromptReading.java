package dev.freehold.bench;

import ai.onnxruntime.OrtException;
import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.Side;
import java.util.List;

/** Tokens a second of a prompt until its first token is there. */
final class PromptReading implements Measure {
    static final int LENGTH = 512;
    /** The gateway's own default. */
    static final int CHUNK = 256;

    @Override
    public String name() {
        return "prompt";
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        return List.of(
                against(bench, "prompt", "the bare loop in one run", LENGTH, new Target.AtLeast(0.95)),
                against(bench, "prompt-chunks", "the bare loop in runs of " + CHUNK, CHUNK, Target.NONE));
    }

    private static Figure against(Bench bench, String id, String what, int chunk, Target target) throws Exception {
        Rounds.Pair rates = Rounds.alternate(
                bench.plan().rounds() + 1,
                () -> LENGTH
                        / bench.gateway()
                                .complete(bench.prompts().next(LENGTH), 1)
                                .await()
                                .secondsToFirst(),
                () -> bare(bench, chunk));
        return new Comparison(
                id,
                "reading " + LENGTH + " tokens, against " + what,
                "tok/s",
                new Side("gateway", rates.first()),
                new Side("bare", rates.second()),
                target);
    }

    private static double bare(Bench bench, int chunk) throws OrtException {
        int[] prompt = bench.prompts().next(LENGTH);
        long start = System.nanoTime();
        bench.bare().read(0, prompt, chunk);
        return LENGTH / ((System.nanoTime() - start) / 1e9);
    }
}
