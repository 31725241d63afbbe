package dev.freehold.bench;

import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.NotMeasured;
import dev.freehold.bench.Figure.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What guessing ahead from the prompt brings. The model counts, so what it will write is known: a prompt can hold it in
 * spans, hold nothing of it, or hold the beginnings of it with wrong continuations. It costs what any model of its shape does.
 */
final class Speculation implements Measure {
    private static final String SETTING = "freehold.inference.speculation";
    static final int OUTPUT = 192;
    /** Tokens of the answer that stand together in the prompt; the spans themselves are shuffled. */
    private static final int SPAN = 32;

    @Override
    public String name() {
        return "speculation";
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        MadeModel model = MadeModel.succession(
                bench.plan().shape(), bench.plan().precision(), bench.plan().out());
        try (Gateway guessing = bench.start(model, Map.of(SETTING, "true"));
                Gateway plain = bench.start(model, Map.of(SETTING, "false"))) {
            Walk walk = new Walk(model.vocabulary().plainTokens());
            return List.of(
                    compare(bench, guessing, plain, "repeats", "the answer repeats spans", 1.5, walk::repeated),
                    compare(bench, guessing, plain, "fresh", "the answer repeats nothing", 0.98, walk::unrelated),
                    compare(bench, guessing, plain, "misleading", "the prompt misleads", 0, walk::misleading));
        } catch (Gateway.NotStarted refused) {
            return List.of(
                    new NotMeasured(name(), "guessing ahead from the prompt", String.valueOf(refused.getMessage())));
        }
    }

    private interface Prompt {
        int[] next();
    }

    private static Figure compare(
            Bench bench, Gateway guessing, Gateway plain, String id, String title, double bound, Prompt prompt)
            throws Exception {
        Rounds.Pair rates = Rounds.alternate(
                bench.plan().rounds(),
                () -> guessing.complete(prompt.next(), OUTPUT).await().rate(),
                () -> plain.complete(prompt.next(), OUTPUT).await().rate());
        return new Comparison(
                "speculation-" + id,
                "guessing ahead, " + title,
                "tok/s",
                new Side("guessing", rates.first()),
                new Side("plain", rates.second()),
                bound > 0 ? new Target.AtLeast(bound) : Target.NONE);
    }

    /** Prompts before an answer that counts on from a start of its own. */
    static final class Walk {
        private final int tokens;
        private final Random random = new Random(7);

        Walk(int tokens) {
            this.tokens = tokens;
        }

        int[] repeated() {
            int from = next();
            List<Integer> spans = new ArrayList<>();
            for (int i = 0; i < OUTPUT; i += SPAN) {
                spans.add(from + i);
            }
            Collections.shuffle(spans, random);
            return endingBefore(
                    from,
                    spans.stream()
                            .flatMap(span -> IntStream.range(span, span + SPAN).boxed())
                            .toList());
        }

        int[] unrelated() {
            int from = next();
            List<Integer> others = new ArrayList<>();
            while (others.size() < OUTPUT) {
                int other = random.nextInt(tokens);
                if (other < from - 1 || other > from + OUTPUT) {
                    others.add(other);
                }
            }
            return endingBefore(from, others);
        }

        int[] misleading() {
            int from = next();
            List<Integer> pieces = new ArrayList<>();
            for (int i = 0; i < OUTPUT; i += 2) {
                pieces.addAll(List.of(from + i, from + i + 1, random.nextInt(tokens)));
            }
            return endingBefore(from, pieces);
        }

        private int next() {
            return 1 + random.nextInt(tokens - 2 * OUTPUT);
        }

        private static int[] endingBefore(int start, List<Integer> prompt) {
            List<Integer> whole = new ArrayList<>(prompt);
            whole.add(start - 1);
            return whole.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
