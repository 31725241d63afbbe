package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Writes the next tokens of the sequences in the first rows: one run for all of them, or a run each that verifies a draft. */
final class TokenWriter {
    private static final int TRIALS = 3;

    private final Decoder decoder;
    private final boolean speculates;
    private final float[][] logits;
    private final int[] tokens;
    private final Speculation speculation = new Speculation();
    private final RunCosts steps;
    private final LongAdder written = new LongAdder();
    private final LongAdder runs = new LongAdder();
    private final LongAdder drafted = new LongAdder();
    private final LongAdder accepted = new LongAdder();

    TokenWriter(Decoder decoder, boolean speculates, float[][] logits) {
        this.decoder = decoder;
        this.speculates = speculates && decoder.givesManyLogits();
        this.logits = logits;
        this.tokens = new int[logits.length];
        this.steps = new RunCosts(decoder.rows());
    }

    /** What came of one sequence. */
    interface Outcome {
        /** So many tokens were written, the last one of the sequence among them when it is done. */
        void wrote(Sequence sequence, int count, boolean done);

        void failed(List<Sequence> sequences, Exception broken);
    }

    /** Learns what runs take, in the first row, so that speculation need not guess. */
    void warmUp() throws OrtException {
        if (!speculates) {
            return;
        }
        for (int size = 1; size <= Math.min(InPlaceDecoder.MOST_LOGITS, decoder.rowCapacity() - 1); size *= 2) {
            double quickest = Double.MAX_VALUE; // a busy machine is no measure of the model
            for (int i = 0; i < TRIALS; i++) {
                decoder.append(0, tokens, 0, 1, logits[0]);
                long start = System.nanoTime();
                decoder.verify(0, tokens, size, logits);
                quickest = Math.min(quickest, (double) (System.nanoTime() - start));
                decoder.clear(0);
            }
            speculation.observeVerification(size, quickest);
        }
    }

    /** What a token for each of so many sequences takes, in nanoseconds; 0 when that was never seen. */
    double stepNanos(int sequences) {
        return sequences == 0 ? 0 : steps.of(sequences);
    }

    /** Hands the first token of a sequence out, whose prompt was read. */
    void first(Sequence sequence, float[] logits, Outcome outcome) {
        advance(sequence, logits, outcome);
    }

    void write(List<Sequence> writing, Outcome outcome) {
        List<int[]> drafts = List.of();
        if (speculates && writing.size() <= Speculation.MOST_SEQUENCES) {
            drafts = speculation.drafts(writing);
        }
        if (drafts.isEmpty()) {
            step(writing, outcome);
        } else {
            for (int i = writing.size() - 1; i >= 0; i--) {
                verify(writing.get(i), drafts.get(i), outcome);
            }
        }
    }

    private void step(List<Sequence> writing, Outcome outcome) {
        int count = writing.size();
        for (int row = 0; row < count; row++) {
            tokens[row] = writing.get(row).lastToken();
        }
        try {
            long start = System.nanoTime();
            decoder.step(tokens, count, logits);
            long took = System.nanoTime() - start;
            steps.observe(count, (double) took);
            speculation.observeStep(count, (double) took);
            writing.forEach(sequence -> sequence.computed(took / count));
        } catch (OrtException | RuntimeException broken) {
            outcome.failed(writing, broken);
            return;
        }
        runs.increment();
        for (int row = count - 1; row >= 0; row--) {
            advance(writing.get(row), logits[row], outcome);
        }
    }

    private void advance(Sequence sequence, float[] logits, Outcome outcome) {
        try {
            boolean done = sequence.advance(logits);
            written.increment();
            outcome.wrote(sequence, 1, done);
        } catch (RuntimeException broken) {
            outcome.failed(List.of(sequence), broken);
        }
    }

    /** The model says what it would have written after each token of the draft; the draft holds as far as it says the same. */
    private void verify(Sequence sequence, int[] draft, Outcome outcome) {
        tokens[0] = sequence.lastToken();
        System.arraycopy(draft, 0, tokens, 1, draft.length);
        try {
            long start = System.nanoTime();
            decoder.verify(sequence.row(), tokens, draft.length + 1, logits);
            long took = System.nanoTime() - start;
            speculation.observeVerification(draft.length + 1, (double) took);
            sequence.computed(took);
            int count = 0;
            boolean done;
            do {
                done = sequence.advance(logits[count++]);
            } while (!done && count <= draft.length && sequence.lastToken() == draft[count - 1]);
            decoder.setLength(sequence.row(), sequence.size() - 1);
            sequence.acceptance().observe(draft.length, count - 1);
            runs.increment();
            written.add(count);
            drafted.add(draft.length);
            accepted.add(count - 1);
            outcome.wrote(sequence, count, done);
        } catch (OrtException | RuntimeException broken) {
            outcome.failed(List.of(sequence), broken);
        }
    }

    long written() {
        return written.sum();
    }

    long runs() {
        return runs.sum();
    }

    long drafted() {
        return drafted.sum();
    }

    long accepted() {
        return accepted.sum();
    }
}
