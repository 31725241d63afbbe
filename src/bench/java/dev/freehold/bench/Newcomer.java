package dev.freehold.bench;

import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.Side;
import dev.freehold.bench.Figure.Value;
import java.util.ArrayList;
import java.util.List;

/** How long a prompt waits for its first token beside eight running answers, and how long they wait for it. */
final class Newcomer implements Measure {
    private static final int RUNNING = 8;
    private static final int PROMPT = 64;
    /** More than they can write while they are watched. */
    private static final int ENDLESS = 600;

    @Override
    public String name() {
        return "newcomer";
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        List<Double> gaps = new ArrayList<>();
        Rounds.Pair waits = Rounds.alternate(
                bench.plan().rounds(),
                () -> beside(bench, gaps),
                () -> newcomer(bench).secondsToFirst());
        return List.of(
                new Comparison(
                        "newcomer",
                        "first token of a prompt of %d, beside %d streams".formatted(PromptReading.LENGTH, RUNNING),
                        "s",
                        new Side("beside others", waits.first()),
                        new Side("alone", waits.second()),
                        Target.NONE),
                new Value(
                        "newcomer-gap",
                        "longest wait of the running streams meanwhile",
                        "s",
                        new Samples(gaps),
                        Target.NONE));
    }

    private static Answer newcomer(Bench bench) throws Exception {
        return bench.gateway()
                .complete(bench.prompts().next(PromptReading.LENGTH), 1)
                .await();
    }

    private static double beside(Bench bench, List<Double> gaps) throws Exception {
        List<RunningAnswer> running = new ArrayList<>();
        for (int i = 0; i < RUNNING; i++) {
            running.add(bench.gateway().complete(bench.prompts().next(PROMPT), ENDLESS));
        }
        for (RunningAnswer answer : running) {
            answer.awaitStart();
        }
        Thread.sleep(500);
        Answer newcomer = newcomer(bench);
        Thread.sleep(500);
        double longest = 0;
        for (RunningAnswer answer : running) {
            longest = Math.max(longest, answer.cancel().longestGap(newcomer.sent(), newcomer.last()));
        }
        gaps.add(longest);
        return newcomer.secondsToFirst();
    }
}
