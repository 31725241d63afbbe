package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.freehold.core.FaultCode;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TokenStream.FinishReason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FailingRunTest {
    private static final int POISON = 3;

    @Test
    void aFailingChunkEndsItsSequenceOnly() throws Exception {
        try (DecoderLoop loop = loop()) {
            Sequence bad = submit(loop, new int[] {POISON});
            Sequence good = submit(loop, new int[] {0});
            assertEquals(FaultCode.INTERNAL, failure(bad));
            assertEquals(FinishReason.LENGTH, end(good));
        }
    }

    @Test
    void aFailingStepEndsTheBatchAndTheLoopLivesOn() throws Exception {
        try (DecoderLoop loop = loop()) {
            Sequence bad = submit(loop, new int[] {POISON - 1}); // its next token is the poison
            assertEquals(FaultCode.INTERNAL, failure(bad));
            assertEquals(FinishReason.LENGTH, end(submit(loop, new int[] {0})));
        }
    }

    @Test
    void logitsThatAreNoNumbersAreAFailure() throws Exception {
        try (DecoderLoop loop = loop()) {
            assertEquals(FaultCode.INTERNAL, failure(submit(loop, new int[] {7})));
            assertEquals(FinishReason.LENGTH, end(submit(loop, new int[] {0})));
        }
    }

    private static DecoderLoop loop() {
        return new DecoderLoop("counting", new CountingDecoder(), ModelFixture.settings(0), () -> {});
    }

    private static Sequence submit(DecoderLoop loop, int[] prompt) {
        Sequence sequence =
                new Sequence(new Prompt(prompt), GenerationSettings.greedy(2), TinyModel.SOMEBODY, Set.of(), 100);
        loop.submit(sequence);
        return sequence;
    }

    private static FaultCode failure(Sequence sequence) throws InterruptedException {
        TokenQueue.Event event = sequence.output().take();
        while (event instanceof TokenQueue.Event.Token) {
            event = sequence.output().take();
        }
        return assertInstanceOf(TokenQueue.Event.Failed.class, event).fault().code();
    }

    private static FinishReason end(Sequence sequence) throws InterruptedException {
        TokenQueue.Event event = sequence.output().take();
        while (event instanceof TokenQueue.Event.Token) {
            event = sequence.output().take();
        }
        return assertInstanceOf(TokenQueue.Event.Finished.class, event).reason();
    }

    /** Says that after each token comes the next number; fails on one, and answers nonsense to another. */
    private static final class CountingDecoder implements Decoder {
        @Override
        public int rows() {
            return 2;
        }

        @Override
        public int rowCapacity() {
            return 100;
        }

        @Override
        public int vocabulary() {
            return 10;
        }

        @Override
        public long bytes(int tokens) {
            return tokens;
        }

        @Override
        public boolean givesManyLogits() {
            return false;
        }

        @Override
        public Optional<KeyValueCache> memory() {
            return Optional.empty();
        }

        @Override
        public int length(int row) {
            return 0;
        }

        @Override
        public void setLength(int row, int tokens) {}

        @Override
        public void begin(int firstRow, List<int[]> prompts, float[][] logits) {}

        @Override
        public void verify(int row, int[] tokens, int count, float[][] logits) {}

        @Override
        public void swap(int one, int other) {}

        @Override
        public long runNanos() {
            return 0;
        }

        @Override
        public void append(int row, int[] tokens, int from, int to, float[] logits) {
            answer(tokens[to - 1], logits);
        }

        @Override
        public void step(int[] tokens, int count, float[][] logits) {
            for (int row = 0; row < count; row++) {
                answer(tokens[row], logits[row]);
            }
        }

        private static void answer(int token, float[] logits) {
            if (token == POISON) {
                throw new IllegalStateException("poison");
            }
            for (int i = 0; i < logits.length; i++) {
                logits[i] = token == 7 ? Float.NaN : i == token + 1 ? 1 : 0;
            }
        }

        @Override
        public void move(int from, int to) {}

        @Override
        public void clear(int row) {}

        @Override
        public void terminate() {}

        @Override
        public void close() {}
    }
}
