package dev.freehold.inference.decoder;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Priority;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a batch goes through, every sequence gets the text that it gets alone. */
@Timeout(240)
class AnyBatchTest {
    private static final int JOBS = 60;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(23);

    private record Job(Prompt prompt, GenerationSettings settings, Origin origin) {}

    @Test
    void prefixesDraftsJoinsAndLeavesChangeNothing() throws Exception {
        DecoderCounters counters = holdsFor(TinyModel.selecting(folder));
        assertTrue(counters.cachedTokens() > 0, "prefixes were used");
        assertTrue(counters.acceptedTokens() > 0, "drafts came true");
        assertTrue(counters.draftedTokens() > counters.acceptedTokens(), "and some did not");
    }

    @Test
    void aLoneSequenceIsTheSameWithDrafts() throws Exception {
        List<Job> jobs = jobs();
        ModelFolder model = TinyModel.selecting(folder);
        assertEquals(
                readOneByOne(model, jobs, TinyModel.Config.slots(1)),
                readOneByOne(model, jobs, TinyModel.Config.slots(1).withSpeculation()));
    }

    /** Run it with {@code -Dfreehold.test.graph=FOLDER/model.onnx} for any model of fp32 weights in Optimum's layout. */
    @Test
    @EnabledIfSystemProperty(named = "freehold.test.graph", matches = ".+")
    void theSameHoldsForTheModelThatIsNamed() throws Exception {
        Path graph = Path.of(System.getProperty("freehold.test.graph"));
        holdsFor(new ModelFolder(
                new ModelId("named"),
                requireNonNull(graph.toAbsolutePath().getParent()),
                ModelFolder.Kind.GENERATOR,
                ModelFolder.Layout.OPTIMUM,
                graph,
                "sha256:" + "0".repeat(64)));
    }

    private DecoderCounters holdsFor(ModelFolder folder) throws Exception {
        List<Job> jobs = jobs();
        List<Reading> alone = readOneByOne(folder, jobs, TinyModel.Config.slots(1));
        TinyModel.Config everything = TinyModel.Config.slots(5)
                .withPrefixMemory(600_000)
                .withSpeculation()
                .withReadAhead(8)
                .withChunk(48);
        try (TextGenerator model = TinyModel.load(folder, everything);
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Semaphore places = new Semaphore(30);
            List<Future<Reading>> together = new ArrayList<>();
            List<Future<?>> leaving = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                for (Job job : jobs) {
                    together.add(readers.submit(() -> read(model, job, places)));
                    int pieces = random.nextInt(12);
                    leaving.add(readers.submit(() -> leaveAfter(model, job, pieces, places)));
                }
            }
            for (int i = 0; i < together.size(); i++) {
                assertEquals(alone.get(i % JOBS), together.get(i).get(), "sequence " + i);
            }
            for (Future<?> one : leaving) {
                one.get();
            }
            return ((DecoderStatus) model).counters();
        }
    }

    private static List<Reading> readOneByOne(ModelFolder folder, List<Job> jobs, TinyModel.Config config)
            throws Exception {
        try (TextGenerator model = TinyModel.load(folder, config)) {
            return jobs.stream()
                    .map(job -> Reading.of(model.generate(job.prompt(), job.settings(), job.origin())))
                    .toList();
        }
    }

    private static Reading read(TextGenerator model, Job job, Semaphore places) throws InterruptedException {
        places.acquire();
        try {
            return Reading.of(model.generate(job.prompt(), job.settings(), job.origin()));
        } finally {
            places.release();
        }
    }

    private static void leaveAfter(TextGenerator model, Job job, int pieces, Semaphore places) {
        places.acquireUninterruptibly();
        try (TokenStream stream = model.generate(job.prompt(), job.settings(), job.origin())) {
            for (int i = 0; i < pieces && stream.next() instanceof TokenStream.Piece.Text; i++) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException | Fault ended) {
            Thread.onSpinWait();
        } finally {
            places.release();
        }
    }

    /** Prompts of all lengths: of a few beginnings, of tokens that repeat, and of neither; some sampled, most greedy. */
    private List<Job> jobs() {
        List<int[]> beginnings = List.of(tokens(100), tokens(33), tokens(16));
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            int[] own = i % 4 == 0 ? repeating(1 + random.nextInt(60)) : tokens(1 + random.nextInt(50));
            int[] prompt = i % 2 == 0 ? own : joined(beginnings.get(random.nextInt(3)), own);
            int length = 1 + random.nextInt(80);
            GenerationSettings settings = i % 5 == 0
                    ? GenerationSettings.of(length)
                            .temperature(0.8)
                            .topP(0.9)
                            .seed(i)
                            .build()
                    : GenerationSettings.greedy(length);
            jobs.add(new Job(
                    new Prompt(prompt),
                    settings,
                    new Origin("tenant " + i % 3, i % 7 == 0 ? Priority.HIGH : Priority.NORMAL)));
        }
        return jobs;
    }

    private int[] tokens(int count) {
        return random.ints(count, 0, 256).toArray();
    }

    private int[] repeating(int count) {
        int[] phrase = tokens(7);
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = phrase[i % phrase.length];
        }
        return tokens;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
