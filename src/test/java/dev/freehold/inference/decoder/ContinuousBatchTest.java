package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ContinuousBatchTest {
    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void everySequenceReadsAsIfItWereAlone() throws Exception {
        for (var layout : List.of(TinyModel.inPlace(folder), TinyModel.plain(folder))) {
            List<Job> jobs = jobs(24);
            List<Reading> alone = new ArrayList<>();
            try (TextGenerator model = TinyModel.load(layout, TinyModel.Config.slots(1))) {
                jobs.forEach(
                        job -> alone.add(Reading.of(model.generate(job.prompt(), job.settings(), TinyModel.SOMEBODY))));
            }
            try (TextGenerator model = TinyModel.load(layout, TinyModel.Config.slots(4));
                    ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Reading>> together = new ArrayList<>();
                List<Future<?>> bystanders = new ArrayList<>();
                for (Job job : jobs) {
                    together.add(readers.submit(
                            () -> Reading.of(model.generate(job.prompt(), job.settings(), TinyModel.SOMEBODY))));
                    TokenStream bystander = model.generate(job.prompt(), job.settings(), TinyModel.SOMEBODY);
                    int pieces = random.nextInt(6);
                    bystanders.add(readers.submit(() -> cancelAfter(bystander, pieces)));
                }
                for (int i = 0; i < jobs.size(); i++) {
                    assertEquals(alone.get(i), together.get(i).get(), "sequence " + i);
                }
                for (Future<?> bystander : bystanders) {
                    bystander.get();
                }
            }
        }
    }

    @Test
    void aCancelledSequenceFreesItsSlot() throws Exception {
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), TinyModel.Config.slots(1))) {
            TokenStream first = model.generate(endless(), GenerationSettings.greedy(500), TinyModel.SOMEBODY);
            TokenStream second = model.generate(endless(), GenerationSettings.greedy(500), TinyModel.SOMEBODY);
            first.next();
            second.cancel();
            first.cancel();
            assertEquals(
                    FaultCode.CANCELLED, assertThrows(Fault.class, first::next).code());
            assertEquals(
                    FaultCode.CANCELLED, assertThrows(Fault.class, second::next).code());
            Reading third = Reading.of(model.generate(endless(), GenerationSettings.greedy(3), TinyModel.SOMEBODY));
            assertEquals(3, third.tokens());
            await(() -> ((DecoderStatus) model).counters().active() == 0);
            assertEquals(0, ((DecoderStatus) model).counters().queued());
        }
    }

    @Test
    void aFullQueueIsOverloadedAtOnce() throws Exception {
        var config = TinyModel.Config.slots(1).withQueue(2);
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), config)) {
            TokenStream running = model.generate(endless(), GenerationSettings.greedy(500), TinyModel.SOMEBODY);
            running.next();
            model.generate(endless(), GenerationSettings.greedy(500), TinyModel.SOMEBODY);
            TokenStream waiting = model.generate(endless(), GenerationSettings.greedy(500), TinyModel.SOMEBODY);
            Fault fault = assertThrows(
                    Fault.class, () -> model.generate(endless(), GenerationSettings.greedy(1), TinyModel.SOMEBODY));
            assertEquals(FaultCode.OVERLOADED, fault.code());
            waiting.cancel();
            model.generate(endless(), GenerationSettings.greedy(1), TinyModel.SOMEBODY)
                    .cancel();
        }
    }

    @Test
    void closingEndsEverythingAndReturns() throws Exception {
        TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), TinyModel.Config.slots(2));
        List<TokenStream> streams = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            streams.add(model.generate(endless(), GenerationSettings.greedy(600), TinyModel.SOMEBODY));
        }
        streams.getFirst().next();
        model.close();
        for (TokenStream stream : streams) {
            assertEquals(
                    FaultCode.SHUTTING_DOWN,
                    assertThrows(Fault.class, () -> Reading.of(stream)).code());
        }
        Fault late = assertThrows(
                Fault.class, () -> model.generate(endless(), GenerationSettings.greedy(1), TinyModel.SOMEBODY));
        assertEquals(FaultCode.SHUTTING_DOWN, late.code());
        model.close();
    }

    @Test
    void aFullContextEndsByLength() throws Exception {
        var config = TinyModel.Config.slots(1);
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), config)) {
            int context = model.contextLength();
            Prompt prompt = new Prompt(new int[context - 3]);
            Reading reading = Reading.of(model.generate(prompt, GenerationSettings.greedy(100), TinyModel.SOMEBODY));
            assertTrue(reading.tokens() <= 3);
            Fault fault = assertThrows(
                    Fault.class,
                    () -> model.generate(
                            new Prompt(new int[context]), GenerationSettings.greedy(1), TinyModel.SOMEBODY));
            assertEquals(FaultCode.CONTEXT_LENGTH_EXCEEDED, fault.code());
        }
    }

    @Test
    void theChunkSizeLeavesTheTextAlone() throws Exception {
        Prompt prompt = new Prompt(random.ints(300, 0, 256).toArray());
        List<Reading> readings = new ArrayList<>();
        for (int chunk : new int[] {1, 16, 64, 300}) {
            var config = TinyModel.Config.slots(2).withChunk(chunk);
            try (TextGenerator model = TinyModel.load(TinyModel.inPlace(folder), config)) {
                readings.add(Reading.of(model.generate(prompt, GenerationSettings.greedy(20), TinyModel.SOMEBODY)));
            }
        }
        readings.forEach(reading -> assertEquals(readings.getFirst(), reading));
    }

    private record Job(Prompt prompt, GenerationSettings settings) {}

    private List<Job> jobs(int count) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Prompt prompt =
                    new Prompt(random.ints(1 + random.nextInt(50), 0, 256).toArray());
            int length = 1 + random.nextInt(60);
            jobs.add(new Job(
                    prompt,
                    i % 3 == 0
                            ? GenerationSettings.of(length)
                                    .temperature(0.8)
                                    .topP(0.9)
                                    .seed(i)
                                    .build()
                            : GenerationSettings.greedy(length)));
        }
        return jobs;
    }

    private static Prompt endless() {
        return new Prompt(new int[] {1, 2, 3});
    }

    private static void cancelAfter(TokenStream stream, int pieces) {
        try (stream) {
            for (int i = 0; i < pieces && stream.next() instanceof TokenStream.Piece.Text; i++) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException | Fault ended) {
            Thread.onSpinWait();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
