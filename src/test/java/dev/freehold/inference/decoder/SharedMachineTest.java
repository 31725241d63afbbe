package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Priority;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those who share one model may and may not do to one another. */
@Timeout(120)
class SharedMachineTest {
    private static final int PREFIX = 200;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void aPromptThatStartsLikeAnEarlierOneIsNotComputedAgain() throws Exception {
        int[] beginning = tokens(PREFIX);
        try (TextGenerator model = TinyModel.load(TinyModel.selecting(folder), remembering(1 << 20))) {
            assertEquals(0, cached(model, "a", followed(beginning, 1)));
            int blocks = PREFIX / PrefixCache.BLOCK * PrefixCache.BLOCK;
            assertEquals(blocks, cached(model, "a", followed(beginning, 2)));
            int[] whole = tokens(PrefixCache.BLOCK * 3);
            cached(model, "a", whole);
            assertEquals(
                    PrefixCache.BLOCK * 2,
                    cached(model, "a", whole),
                    "of a prompt that is all known, the last token is computed still");
        }
    }

    @Test
    void nobodyLearnsFromTimingWhatAnotherTenantAsked() throws Exception {
        int[] prompt = tokens(PREFIX);
        try (TextGenerator model = TinyModel.load(TinyModel.selecting(folder), remembering(1 << 20))) {
            cached(model, "a", prompt);
            assertEquals(0, cached(model, "b", prompt));
        }
    }

    @Test
    void theNextTurnOfAChatKnowsTheAnswerToo() throws Exception {
        ModelFixture fixture = ModelFixture.open(TinyModel.selecting(folder), 1 << 20);
        try (DecoderLoop loop = fixture.loop()) {
            Sequence turn =
                    new Sequence(new Prompt(tokens(64)), GenerationSettings.greedy(40), origin("a"), Set.of(), 500);
            finish(loop, turn);
            int[] soFar = Arrays.copyOf(turn.tokens(), turn.size());
            Sequence next = new Sequence(
                    new Prompt(followed(soFar, 1)), GenerationSettings.greedy(1), origin("a"), Set.of(), 500);
            finish(loop, next);
            assertEquals(96, next.cachedTokens(), "64 of the prompt, and the whole blocks of the 39 tokens after it");
        }
    }

    private static void finish(DecoderLoop loop, Sequence sequence) throws InterruptedException {
        loop.submit(sequence);
        while (sequence.output().take() instanceof TokenQueue.Event.Token) {
            Thread.onSpinWait();
        }
    }

    @Test
    void fullMemoryForgetsWhatWasNotUsedForLongest() throws Exception {
        int[] kept = tokens(64);
        try (TextGenerator model = TinyModel.load(TinyModel.selecting(folder), remembering(16 * blockBytes()))) {
            cached(model, "a", followed(kept, 1));
            for (int i = 0; i < 10; i++) {
                cached(model, "a", followed(tokens(64), 1));
                assertEquals(64, cached(model, "a", followed(kept, 1)), "used again and again");
            }
            int[] old = tokens(64);
            cached(model, "a", followed(old, 1));
            for (int i = 0; i < 4; i++) {
                cached(model, "a", followed(tokens(64), 1));
            }
            assertEquals(0, cached(model, "a", followed(old, 1)), "not used since");
        }
    }

    @Test
    void aSequenceStartsOnlyWhenAllItMayComeToFitsTheMemory() throws Exception {
        long each = bytes(3 + 300);
        var config = TinyModel.Config.slots(8).withCacheMemory(2 * each + each / 2);
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), config)) {
            List<TokenStream> streams = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                streams.add(
                        model.generate(new Prompt(new int[] {1, 2, 3}), GenerationSettings.greedy(300), origin("a")));
            }
            int most = 0;
            for (TokenStream stream : streams) {
                while (stream.next() instanceof TokenStream.Piece.Text) {
                    most = Math.max(most, counters(model).active());
                    assertTrue(counters(model).memoryBytes() <= 2 * each);
                }
            }
            assertEquals(2, most);
        }
    }

    @Test
    void theContextShrinksToTheMemoryThereIs() throws Exception {
        var config = TinyModel.Config.slots(8).withCacheMemory(bytes(128));
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), config)) {
            assertEquals(128, model.contextLength());
        }
    }

    @Test
    void aSlowReaderPausesItsOwnSequenceOnly() throws Exception {
        var config = TinyModel.Config.slots(3).withReadAhead(16);
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), config)) {
            Prompt prompt = new Prompt(new int[] {1, 2, 3});
            TokenStream slow = model.generate(prompt, GenerationSettings.greedy(200), origin("a"));
            slow.next();
            Reading quick = Reading.of(model.generate(prompt, GenerationSettings.greedy(200), origin("a")));
            assertTrue(counters(model).generatedTokens() <= 200 + 16 + 4, "written ahead of the slow one: 16 at most");
            while (counters(model).active() > 1) { // the quick one leaves a moment after its last token
                Thread.sleep(1);
            }
            assertEquals(1, counters(model).active(), "the slow one has its slot still");
            Reading.of(slow);
            assertEquals(quick.tokens(), slow.generatedTokens());
        }
    }

    @Test
    void whoWouldWaitInVainIsRefusedAtOnceAndToldWhenToComeBack() throws Exception {
        var config = TinyModel.Config.slots(1).withMaxWait(Duration.ofMillis(1));
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), config)) {
            Prompt prompt = new Prompt(new int[] {1, 2, 3});
            Reading.of(model.generate(prompt, GenerationSettings.greedy(500), origin("a")));
            while (counters(model).active() > 0) {
                Thread.sleep(1);
            }
            TokenStream running = model.generate(prompt, GenerationSettings.greedy(500), origin("a"));
            running.next();
            Fault refusal = assertThrows(
                    Fault.class, () -> model.generate(prompt, GenerationSettings.greedy(500), origin("a")));
            assertEquals(FaultCode.OVERLOADED, refusal.code());
            assertTrue(refusal.retryAfter().isPresent());
        }
    }

    @Test
    void aBurstThatFindsFreeSlotsIsNotRefused() throws Exception {
        var config = TinyModel.Config.slots(10).withMaxWait(Duration.ofMillis(1));
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), config)) {
            Prompt prompt = new Prompt(new int[] {1, 2, 3});
            Reading.of(model.generate(prompt, GenerationSettings.greedy(500), origin("a")));
            while (counters(model).active() > 0) {
                Thread.sleep(1);
            }
            List<TokenStream> burst = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                burst.add(model.generate(prompt, GenerationSettings.greedy(100), origin("a")));
            }
            burst.forEach(Reading::of);
        }
    }

    @Test
    void whoGaveUpWaitingForMemoryHoldsNobodyUp() throws Exception {
        var config = TinyModel.Config.slots(8).withCacheMemory(bytes(3 + 500)).withMaxWait(Duration.ofMillis(1));
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), config)) {
            Prompt prompt = new Prompt(new int[] {1, 2, 3});
            Reading.of(model.generate(prompt, GenerationSettings.greedy(500), origin("a")));
            while (counters(model).active() > 0) {
                Thread.sleep(1);
            }
            TokenStream running = model.generate(prompt, GenerationSettings.greedy(500), origin("a"));
            TokenStream waiting = model.generate(prompt, GenerationSettings.greedy(500), origin("a"));
            running.next(); // so the loop has looked at who waits
            waiting.cancel();
            running.cancel();
            while (counters(model).active() > 0) {
                Thread.sleep(1);
            }
            Reading.of(model.generate(prompt, GenerationSettings.greedy(3), origin("a")));
        }
    }

    @Test
    void tenThousandCancellationsLeakNothing() throws Exception {
        var config = TinyModel.Config.slots(4).withPrefixMemory(1 << 20).withSpeculation();
        try (TextGenerator model = TinyModel.load(TinyModel.selecting(folder), config)) {
            int[] prompt = tokens(40);
            cancelAtRandom(model, prompt, 2_000);
            long before = nativeBytes();
            cancelAtRandom(model, prompt, 8_000);
            long grown = nativeBytes() - before;
            assertEquals(0, counters(model).memoryBytes());
            assertTrue(grown < 64 << 20, "grew by " + grown + " bytes");
            assertEquals(
                    3,
                    Reading.of(model.generate(new Prompt(prompt), GenerationSettings.greedy(3), origin("a")))
                            .tokens());
        }
    }

    private void cancelAtRandom(TextGenerator model, int[] prompt, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            TokenStream stream = model.generate(
                    new Prompt(followed(prompt, 1 + random.nextInt(8))), GenerationSettings.greedy(50), origin("a"));
            for (int pieces = random.nextInt(4) - 1; pieces > 0; pieces--) {
                if (!(stream.next() instanceof TokenStream.Piece.Text)) {
                    break;
                }
            }
            stream.cancel();
        }
        while (counters(model).active() > 0) {
            Thread.sleep(1);
        }
    }

    /** Memory of this process outside the heap. */
    private static long nativeBytes() throws Exception {
        Path statm = Path.of("/proc/self/statm");
        assumeTrue(Files.exists(statm), "needs Linux' /proc");
        return Long.parseLong(Files.readString(statm).split(" ", -1)[1]) * 4096
                - Runtime.getRuntime().totalMemory();
    }

    private static long bytes(int tokens) {
        int pages = (tokens + 63) / 64; // 64 tokens of one head fill a page
        return 2L * 2 * 2 * 4096 * pages;
    }

    private static int blockBytes() {
        return 2 * 2 * 2 * PrefixCache.BLOCK * 16 * Float.BYTES;
    }

    private static TinyModel.Config remembering(int bytes) {
        return TinyModel.Config.slots(2).withPrefixMemory(bytes);
    }

    /** How many tokens of the prompt were known. */
    private static int cached(TextGenerator model, String tenant, int[] prompt) {
        TokenStream stream = model.generate(new Prompt(prompt), GenerationSettings.greedy(1), origin(tenant));
        Reading.of(stream);
        return stream.cachedTokens();
    }

    private static DecoderCounters counters(TextGenerator model) {
        return ((DecoderStatus) model).counters();
    }

    private static Origin origin(String tenant) {
        return new Origin(tenant, Priority.NORMAL);
    }

    private int[] tokens(int count) {
        return random.ints(count, 0, 256).toArray();
    }

    private static int[] followed(int[] tokens, int by) {
        int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
        longer[tokens.length] = by;
        return longer;
    }
}
