package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import dev.freehold.core.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sequences that are in a slot. Those that write are packed in rows {@code 0..n-1}, one run writes a token for each;
 * one more may be reading its prompt in a row behind them, a chunk at a time. Belongs to the loop's thread.
 */
final class Batch {
    private final Decoder decoder;
    private final int chunk;
    private final Function<Exception, Fault> failure;
    private final List<Sequence> writing = new ArrayList<>();
    private final int[] tokens;
    private final float[][] logits;
    private @Nullable Sequence reading;
    private int readingRow;
    private volatile int active;
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder generatedTokens = new LongAdder();
    private final LongAdder steps = new LongAdder();

    /**
     * Starts empty.
     *
     * @param failure what a failed run means for its sequences
     */
    Batch(Decoder decoder, int chunk, Function<Exception, Fault> failure) {
        this.decoder = decoder;
        this.chunk = chunk;
        this.failure = failure;
        this.tokens = new int[decoder.rows()];
        this.logits = new float[decoder.rows()][decoder.vocabulary()];
    }

    boolean isEmpty() {
        return active == 0;
    }

    /** Whether a sequence may join now. */
    boolean hasRoom() {
        return reading == null && writing.size() < decoder.rows();
    }

    void join(Sequence sequence) {
        reading = sequence;
        readingRow = writing.size();
        decoder.clear(readingRow);
        count();
    }

    DecoderCounters counters(int queued) {
        return new DecoderCounters(
                active, queued, decoder.rows(), promptTokens.sum(), generatedTokens.sum(), steps.sum());
    }

    /** Lets the cancelled leave, then reads one chunk and writes one token for each sequence that writes. */
    void cycle() {
        for (int row = writing.size() - 1; row >= 0; row--) {
            if (writing.get(row).isCancelled()) {
                leave(row);
            }
        }
        if (reading != null && reading.isCancelled()) {
            stopReading();
        }
        if (reading != null) {
            readChunk(reading);
        }
        if (!writing.isEmpty()) {
            step();
        }
        count();
    }

    void failAll(Fault fault) {
        writing.forEach(sequence -> sequence.fail(fault));
        writing.clear();
        if (reading != null) {
            reading.fail(fault);
            reading = null;
        }
        count();
    }

    private void readChunk(Sequence sequence) {
        int from = sequence.promptRead();
        int to = Math.min(sequence.prompt().length, from + chunk);
        try {
            decoder.append(readingRow, sequence.prompt(), from, to, logits[0]);
            promptTokens.add(to - from);
            sequence.promptRead(to);
            if (sequence.hasReadPrompt()) {
                startWriting(sequence);
            }
        } catch (OrtException | RuntimeException broken) {
            sequence.fail(failure.apply(broken));
            stopReading();
        }
    }

    private void startWriting(Sequence sequence) {
        generatedTokens.increment();
        if (sequence.advance(logits[0])) {
            stopReading();
            return;
        }
        if (readingRow != writing.size()) {
            decoder.move(readingRow, writing.size());
        }
        writing.add(sequence);
        reading = null;
    }

    private void stopReading() {
        decoder.clear(readingRow);
        reading = null;
    }

    private void step() {
        int count = writing.size();
        for (int row = 0; row < count; row++) {
            tokens[row] = writing.get(row).lastToken();
        }
        try {
            decoder.step(tokens, count, logits);
        } catch (OrtException | RuntimeException broken) {
            failWriting(failure.apply(broken), count);
            return;
        }
        steps.increment();
        generatedTokens.add(count);
        for (int row = count - 1; row >= 0; row--) {
            if (isDone(writing.get(row), logits[row])) {
                leave(row);
            }
        }
    }

    private void failWriting(Fault fault, int count) {
        writing.forEach(sequence -> sequence.fail(fault));
        writing.clear();
        for (int row = 0; row < count; row++) {
            decoder.clear(row);
        }
    }

    private boolean isDone(Sequence sequence, float[] logits) {
        try {
            return sequence.advance(logits);
        } catch (ArithmeticException broken) {
            sequence.fail(failure.apply(broken));
            return true;
        }
    }

    /** Closes the gap with the last row, so that the rows that write stay together. */
    private void leave(int row) {
        int last = writing.size() - 1;
        if (row == last) {
            decoder.clear(row);
        } else {
            decoder.move(last, row);
            writing.set(row, writing.get(last));
        }
        writing.remove(last);
    }

    private void count() {
        active = writing.size() + (reading == null ? 0 : 1);
    }
}
